import { afterAll, expect, test } from "bun:test";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { hubConfig, type IntegrationSource } from "../../../contracts/config.ts";
import { integrationEdge } from "../../../contracts/events.ts";
import { loadHubConfig } from "../../platform/config.ts";
import { createLog, silentLog } from "../../platform/log.ts";
import { collectEvidence } from "./collectEvidence.ts";
import { deriveHubConfigs } from "./deriveConfig.ts";
import { describePublished } from "./describePublished.ts";

const made: string[] = [];
const now = new Date("2026-11-23T12:00:00Z");
afterAll(async () => {
  for (const folder of made) await rm(folder, { recursive: true, force: true });
});

async function folder(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "evidence-"));
  made.push(root);
  for (const [path, text] of Object.entries(files)) await Bun.write(join(root, path), text);
  return root;
}

const collect = (root: string, integrations: unknown[], slug = "veria") =>
  collectEvidence({ slug, root, config: hubConfig.parse({ integrations }), log: silentLog, now });

const edgesOf = (hints: Awaited<ReturnType<typeof collectEvidence>>) =>
  hints
    .map(({ fromProject, toProject, kind, proof }) => `${fromProject} ${kind} ${toProject} by ${proof.source}`)
    .sort();

test("the three samples show seven edges of all four kinds, one of them from both ends", async () => {
  const samples = await folder({});
  await cp(fileURLToPath(new URL("../../../examples", import.meta.url)), samples, { recursive: true });
  const hints = await Promise.all(
    ["veria", "performia", "rollizr"].map(async (slug) => {
      const root = join(samples, slug);
      const found = await collectEvidence({ slug, root, config: await loadHubConfig(root), log: silentLog, now });
      expect(found.every((hint) => hint.fromProject === slug || hint.toProject === slug)).toBe(true);
      return found.map((hint) => ({ reporter: slug, hint }));
    }),
  );
  const all = hints.flat();
  for (const { hint } of all) expect(integrationEdge.safeParse(hint).success).toBe(true);
  expect(all.map(({ reporter, hint }) => `${reporter}: ${edgesOf([hint])} (${hint.proof.count})`).sort()).toEqual([
    "performia: performia secret rollizr by env-names (1)",
    "performia: performia shared-schema veria by schema-refs (3)",
    "performia: veria api performia by access-log (35)",
    "rollizr: rollizr api performia by access-log (37)",
    "rollizr: rollizr secret veria by env-names (1)",
    "rollizr: rollizr shared-schema veria by manifest (1)",
    "rollizr: rollizr shared-schema veria by schema-refs (1)",
    "veria: veria api performia by access-log (43)",
    "veria: veria queue rollizr by compose (3)",
  ]);
});

test("a broker makes a queue, anything else an api, and the passwords of addresses are in no proof", async () => {
  const compose = `
services:
  app:
    image: veria:1
    environment: ["EVENTS=nats://user:hunter2@events:4222", "API=http://performia-api:80/x"]
    depends_on: { performia-cache: { condition: service_started } }
  performia-cache: { image: "docker.io/library/redis:8@sha256:0000" }
`;
  const root = await folder({ "docker-compose.yml": compose });
  const services = {
    events: "performia",
    "performia-api": "performia",
    "performia-cache": "performia",
    other: "rollizr",
  };
  const hints = await collect(root, [{ source: "compose", path: "docker-compose.yml", services }]);
  expect(hints.map(({ kind, strength, proof }) => [proof.service, kind, strength]).sort()).toEqual([
    ["events", "queue", 0.8],
    ["performia-api", "api", 0.8],
    ["performia-cache", "queue", 0.8],
  ]);
  expect(JSON.stringify(hints)).not.toContain("hunter2");
});

test("of variables only names are told, the optional ones too", async () => {
  const root = await folder({ ".env.example": "A=1\n# VERIA_API_KEY=opensesame-opensesame\nexport OTHER=2\n" });
  const hints = await collect(
    root,
    [{ source: "env-names", path: ".env.example", names: { VERIA_API_KEY: "veria" } }],
    "rollizr",
  );
  expect(hints.map(({ kind, proof }) => [kind, proof.key, proof.line])).toEqual([["secret", "VERIA_API_KEY", 2]]);
  expect(JSON.stringify(hints)).not.toContain("opensesame");
});

test("a development dependency is worth less than one the code runs with", async () => {
  const root = await folder({
    "a/package.json": '{"dependencies":{"@p/x":"1"}}',
    "b/package.json": '{"devDependencies":{"@p/x":"1"}}',
  });
  const hints = await collect(root, [{ source: "manifest", packages: { "@p/x": "performia" } }]);
  expect(hints.map(({ strength, proof }) => [proof.file, strength])).toEqual([
    ["a/package.json", 0.9],
    ["b/package.json", 0.5],
  ]);
});

test("a range is in the proof, and an address in its place is not: it may carry a token", async () => {
  const root = await folder({
    "package.json": '{"dependencies":{"@v/x":"^1.2.0","@v/y":"git+https://ci:hunter2@github.com/v/y"}}',
    "pyproject.toml": '[project]\nname = "a"\ndependencies = ["v-z @ https://ci:hunter2@example.org/v.whl"]\n',
    "other/package.json": '{"dependencies":{"@v/x":"ci:hunter2@github.com:v/x"}}',
  });
  const packages = { "@v/x": "veria", "@v/y": "veria", "v-z": "veria" };
  const hints = await collect(root, [{ source: "manifest", packages }], "rollizr");
  expect(hints.map(({ proof }) => [proof.package, proof.range]).sort()).toEqual([
    ["@v/x", "^1.2.0"],
    ["@v/x", "an address"],
    ["@v/y", "an address"],
    ["v-z", "an address"],
  ]);
  expect(JSON.stringify(hints)).not.toContain("hunter2");
});

test("the longest beginning of a schema's address decides whose it is", async () => {
  const ref = (address: string) => `{"$ref":"${address}"}`;
  const root = await folder({
    "s/a.json": ref("https://s.dev/p/1"),
    "s/b.json": ref("https://s.dev/q"),
    "t/c.json": ref("https://s.dev/q"),
  });
  const ids = { "https://s.dev/": "rollizr", "https://s.dev/p/": "performia" };
  const hints = await collect(root, [{ source: "schema-refs", globs: ["s/*.json"], ids }]);
  expect(hints.map(({ toProject, proof }) => [toProject, proof.count]).sort()).toEqual([
    ["performia", 1],
    ["rollizr", 1],
  ]);
});

test("an edge to itself is not told, and a source that is not there costs only itself", async () => {
  const logged: string[] = [];
  const root = await folder({ "package.json": '{"dependencies":{"@v/x":"1","@p/x":"1"}}' });
  const config = hubConfig.parse({
    integrations: [
      { source: "access-log", path: "none.log", upstreams: { x: "performia" } },
      { source: "compose", path: "none.yml", services: { x: "performia" } },
      { source: "manifest", packages: { "@v/x": "veria", "@p/x": "performia" } },
    ],
  });
  const log = createLog("warn", {}, (line) => logged.push(line));
  const hints = await collectEvidence({ slug: "veria", root, config, log, now });
  expect(edgesOf(hints)).toEqual(["veria shared-schema performia by manifest"]);
  expect(logged.join()).toContain("integrations.self-edge");
});

test("no source reads what lies outside the repository", async () => {
  const outside = await folder({ "secret.env": "VERIA_API_KEY=1\n", "compose.yml": "services: { x: {} }\n" });
  const root = await folder({});
  await symlink(join(outside, "secret.env"), join(root, ".env.example"));
  const up = join("..", outside.split("/").pop() ?? "", "compose.yml");
  const integrations: IntegrationSource[] = [
    { source: "env-names", path: ".env.example", names: { VERIA_API_KEY: "performia" } },
    { source: "compose", path: up, services: { x: "performia" } },
  ];
  expect(await collect(root, integrations)).toEqual([]);
});

const repositoryA = {
  "package.json": '{"name":"@a/lib"}',
  "compose.yml": "services: { a-events: { image: nats:2 }, db: { image: postgres:18 } }\n",
  "schemas/x.json": '{"$id":"https://a.dev/x.json"}',
};
const repositoryB = {
  "package.json": '{"name":"b","dependencies":{"@a/lib":"^1"}}',
  "compose.yaml": 'services: { b: { environment: { Q: "nats://a-events:4222", D: "postgres://db/x" } }, db: {} }\n',
  "api/y.yaml": "y:\n  $ref: https://a.dev/x.json#/z\n",
};

test("what a repository publishes is found", async () => {
  expect(await describePublished({ root: await folder(repositoryA) })).toEqual({
    packages: ["@a/lib"],
    services: ["a-events", "db"],
    schemaIds: ["https://a.dev/x.json"],
  });
});

test("evidence between two repositories is found without configuration, and a service called db is nobody's", async () => {
  const [a, b] = [await folder(repositoryA), await folder(repositoryB)];
  const expected = ["b queue a by compose", "b shared-schema a by manifest", "b shared-schema a by schema-refs"];
  const configs = await deriveHubConfigs([
    { slug: "a", root: a },
    { slug: "b", root: b },
  ]);
  const config = configs.get("b") ?? hubConfig.parse({});
  expect(config.allowFanout).toEqual([]);
  expect(edgesOf(await collectEvidence({ slug: "b", root: b, config, log: silentLog, now }))).toEqual(expected);
  const peers = [{ slug: "a", ...(await describePublished({ root: a })) }];
  const none = hubConfig.parse({});
  expect(edgesOf(await collectEvidence({ slug: "b", root: b, config: none, log: silentLog, peers, now }))).toEqual(
    expected,
  );
  const back = configs.get("a") ?? hubConfig.parse({});
  expect(await collectEvidence({ slug: "a", root: a, config: back, log: silentLog, now })).toEqual([]);
});

test("a derived hub.yaml can always be read again, and what is referred to is in it", async () => {
  const long = (n: number) => `@a/${"long-".repeat(30)}${String(n).padStart(4, "0")}`;
  const many = Object.fromEntries(
    Array.from({ length: 400 }, (_, n) => [`p${n}/package.json`, JSON.stringify({ name: long(n) })]),
  );
  const [a, b] = [
    await folder(many),
    await folder({ "package.json": JSON.stringify({ dependencies: { [long(399)]: "1" } }) }),
  ];
  const configs = await deriveHubConfigs([
    { slug: "a", root: a },
    { slug: "b", root: b },
  ]);
  const config = configs.get("b");
  const written = await folder({ "hub.yaml": stringify(config, { aliasDuplicateObjects: false }) });
  const hints = await collectEvidence({
    slug: "b",
    root: b,
    config: await loadHubConfig(written),
    log: silentLog,
    now,
  });
  expect(hints.map(({ proof }) => proof.package)).toEqual([long(399)]);
});
