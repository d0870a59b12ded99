import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import Ajv2019 from "ajv/dist/2019";
import packageJson from "../../package.json" with { type: "json" };
import { loadPolicy, loadProjects } from "../../server/platform/config.ts";
import { knownVariables } from "../../server/platform/env.ts";
import { localeArguments, maxConnections } from "../embedded/clusterSettings.ts";
import schema from "./testing/compose-spec.json";
import { parseCompose, projectRoot, readCompose } from "./testing/composeFile.ts";

const files = ["docker-compose.yml", "docker-compose.cluster.yml", "docker-compose.replica.yml"];
const { services, volumes } = await parseCompose("docker-compose.yml");
const cluster = await parseCompose("docker-compose.cluster.yml");
const replica = await parseCompose("docker-compose.replica.yml");
const all = [services, cluster.services, replica.services].flatMap((some) => Object.entries(some));

/** What the images themselves read, and Bun itself in ours. */
const ofImages = /^(POSTGRES_|GF_|BUN_JSC_)/;

/** Every image with a version of its own, not one that moves. */
const pinned = /^[a-z0-9./-]+:v?\d+\.\d+\.\d+(-[a-z0-9]+)?$|^postgres:\d+\.\d+(-[a-z0-9]+)?$/;

const published = (text: string) => /^127\.0\.0\.1:(\d+):(\d+)$/.exec(text);

/** The schema without the names that it gives itself and its dialect: they are of a draft that validators refuse. */
const withoutIds = (of: typeof schema): typeof schema =>
  JSON.parse(JSON.stringify(of), (name, value) =>
    (name === "id" || name === "$schema") && typeof value === "string" ? undefined : value,
  );

describe.each(files)("%s", (name) => {
  test("is what the Compose Specification's schema asks for", async () => {
    const ajv = new Ajv2019({ strict: false, allErrors: true });
    // Compose's own ones: its duration is not ISO 8601's.
    ajv.addFormat("duration", /^(\d+(us|ms|s|m|h))+$/).addFormat("ports", /^[\d.:-]+(\/(tcp|udp))?$/);
    ajv.addFormat("expose", true).addFormat("subnet_ip_address", true).addFormat("uri", true);
    const current = withoutIds(schema);
    const file = { type: "object", required: ["path"], additionalProperties: false };
    const properties = { path: { type: "string" }, required: { type: "boolean" } };
    Object.assign(current.definitions.service.properties.env_file, {
      ...{ $ref: undefined, type: "array", items: { ...file, properties } },
    });
    const validate = ajv.compile(current);
    expect({ valid: validate(await readCompose(name)), errors: validate.errors }).toEqual({
      valid: true,
      errors: null,
    });
  });
});

test("every image is pinned to a version", () => {
  for (const [, { image }] of all) if (image !== undefined) expect(image).toMatch(pinned);
  expect(Object.values(services).every(({ image }) => image !== undefined)).toBe(true);
});

test("our own image is built by one service alone, has the version of package.json, and is fetched from nowhere", () => {
  const image = `commandcenter-federation:${packageJson.version}`;
  const users = all.filter(([, service]) => service.image?.startsWith("commandcenter-federation"));
  expect(users.filter(([, service]) => service.image !== image)).toEqual([]);
  expect(users.filter(([, { build }]) => build !== undefined).map(([name]) => name)).toEqual(["keys"]);
  const others = users.filter(([name]) => name !== "keys");
  expect(others.length).toBeGreaterThan(4);
  for (const [name, { pull_policy }] of others) expect({ name, pull_policy }).toEqual({ name, pull_policy: "never" });
});

test("no service's log grows without end", () => {
  for (const [name, { image, logging }] of all) {
    if (image === undefined) continue;
    expect({ name, options: logging?.options }).toEqual({ name, options: { "max-size": "20m", "max-file": "5" } });
  }
});

test("every file and folder of this project that a service is given is there", () => {
  const mounted = all.flatMap(([, service]) => service.volumes.map((volume) => volume.split(":")[0] ?? ""));
  const ours = mounted.filter((source) => source.startsWith("./"));
  expect(ours.length).toBeGreaterThan(5);
  expect(ours.filter((source) => !existsSync(join(projectRoot, source)))).toEqual([]);
});

test("every volume is declared, and used", () => {
  const named = all.flatMap(([, service]) => service.volumes.map((volume) => volume.split(":")[0] ?? ""));
  const used = new Set(named.filter((source) => !source.startsWith("./")));
  expect([...used].sort()).toEqual([...Object.keys(volumes), ...Object.keys(cluster.volumes)].sort());
});

test("every variable is one that the hubs or the image know, and none holds a secret", () => {
  for (const [, { environment }] of all) {
    for (const [name, value] of Object.entries(environment)) {
      expect({ name, known: knownVariables.has(name) || ofImages.test(name) }).toEqual({ name, known: true });
      if (/PASSWORD|SECRET|KEY|SEED|TOKEN/.test(name)) expect(name).toEndWith("_FILE");
      expect(value).not.toMatch(/:\/\/[^/@:]+:[^/@]+@/);
    }
  }
});

test("what only the operator knows is in a file of the Meta Hubs' alone and one of the others', which need not be there and are in no commit", async () => {
  const given = all.flatMap(([name, { env_file }]) => env_file.map(({ path, required }) => ({ name, path, required })));
  expect(given.filter(({ required }) => required)).toEqual([]);
  const readers = (file: string) => given.flatMap(({ name, path }) => (path === file ? [name] : []));
  expect(readers("deploy/meta.env")).toEqual(["meta-hub", "meta-hub-2"]);
  expect(readers("deploy/hubs.env")).toEqual(["veria", "performia", "rollizr"]);
  expect(given).toHaveLength(5);
  const ignored = (await Bun.file(join(projectRoot, ".gitignore")).text()).split("\n");
  expect(ignored).toEqual(expect.arrayContaining(["deploy/meta.env", "deploy/hubs.env"]));
});

test("a second Meta Hub is the first at another port", () => {
  const { ports: one, depends_on: afterOne, ...first } = services["meta-hub"] ?? {};
  const { ports: two, depends_on: afterTwo, ...second } = replica.services["meta-hub-2"] ?? {};
  expect(second).toEqual(first);
  expect(afterTwo).toEqual(afterOne);
  expect([one, two]).toEqual([["127.0.0.1:5400:5400"], ["127.0.0.1:5410:5400"]]);
});

test("PostgreSQL is made and run as `bun start` makes and runs it", () => {
  const made = services.postgres?.environment.POSTGRES_INITDB_ARGS?.split(" ") ?? [];
  expect(made.slice(-localeArguments.length)).toEqual([...localeArguments]);
  expect(services.postgres?.command).toEqual(["postgres", "-c", `max_connections=${maxConnections}`]);
});

test("every script that is run is in the image, and every hub is a declared project with its own folder and port", async () => {
  const words = all.flatMap(([, { entrypoint = [], command, healthcheck }]) => [
    ...[...entrypoint, ...command, ...(healthcheck?.test ?? [])].filter((word) => word.startsWith("scripts/")),
  ]);
  expect([...new Set(words)].sort()).toEqual(["scripts/healthcheck.ts", "scripts/provision.ts"]);
  expect(words.filter((script) => !existsSync(join(projectRoot, script)))).toEqual([]);

  const { projects } = await loadProjects(join(projectRoot, "deploy/config"));
  await loadPolicy(join(projectRoot, "deploy/config"));
  for (const { slug, hubUrl, publicUrl } of projects) {
    const hub = services[slug];
    const { hostname, port } = new URL(hubUrl);
    expect(hostname).toBe(slug);
    expect(hub?.command).toEqual(["--scope=project", "--project", slug, "--root", "/project"]);
    expect(hub?.ports).toEqual([`127.0.0.1:${port}:${port}`]);
    expect(hub?.volumes).toEqual([`./examples/${slug}:/project:ro`, `${slug}:/data:ro`]);
    expect(hub?.healthcheck?.test).toEqual(["CMD", "bun", "scripts/healthcheck.ts", `http://127.0.0.1:${port}/health`]);
    expect(publicUrl).toBe(`http://127.0.0.1:${port}`);
    expect(services.keys?.volumes).toContain(`${slug}:/out/hubs/${slug}`);
  }
});

test("the containers' projects are those of config/projects.yaml, but for their addresses", async () => {
  const shared = async (folder: string) =>
    (await loadProjects(join(projectRoot, folder))).projects.map(
      ({ hubUrl: _hub, publicUrl: _public, network: _network, root: _root, ...rest }) => rest,
    );
  expect(await shared("deploy/config")).toEqual(await shared("config"));
});

test("nothing has more rights than it needs: no capability, no way to new ones, and what writes nothing cannot", () => {
  const confined = all.filter(([, { image }]) => image !== undefined);
  expect(confined.length).toBeGreaterThan(10);
  for (const [name, { cap_drop, security_opt }] of confined) {
    expect({ name, cap_drop, security_opt }).toEqual({
      ...{ name, cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] },
    });
  }
  const added = confined.filter(([, { cap_add }]) => cap_add.length > 0).map(([name]) => name);
  expect(added).toEqual(["postgres", "nats-stores"]);
  const writing = confined.filter(([, { read_only }]) => !read_only).map(([name]) => name);
  expect(writing.sort()).toEqual(["alertmanager", "grafana", "postgres", "prometheus"]);
  const users = (wanted: string) => confined.flatMap(([name, { user }]) => (user === wanted ? [name] : []));
  // Each ends when it is done.
  expect(users("0:0").sort()).toEqual(["databases", "keys", "nats-stores"]);
  expect(users("1000:1000")).toEqual(["nats", "nats-2", "nats-3"]);
});

test("every port is open on this machine alone, and no two services want the same", () => {
  const ports = all.flatMap(([, service]) => service.ports);
  expect(ports.filter((port) => published(port) === null)).toEqual([]);
  expect(new Set(ports).size).toBe(ports.length);
});

test("nothing that runs on is waited for without a health check, and nobody but `keys` and `databases` holds every key", () => {
  const known = { ...cluster.services, ...replica.services, ...services };
  for (const [, { depends_on }] of all) {
    for (const [name, { condition }] of Object.entries(depends_on)) {
      const waited = known[name];
      expect({ name, there: waited !== undefined }).toEqual({ name, there: true });
      if (condition === "service_healthy") expect(waited?.healthcheck).toBeDefined();
    }
  }
  const holders = Object.entries(services).filter(([, { volumes }]) =>
    volumes.some((volume) => volume.startsWith("federation:")),
  );
  expect(holders.map(([name]) => name).sort()).toEqual(["databases", "keys"]);
});

test("by default the system runs; what observes it is asked for", () => {
  const observing = Object.entries(services).filter(([, { profiles }]) => profiles.includes("observe"));
  expect(observing.map(([name]) => name).sort()).toEqual(["alertmanager", "grafana", "otel-collector", "prometheus"]);
  const others = Object.entries(services).filter(([, { profiles }]) => profiles.length === 0);
  expect(others.map(([name]) => name).sort()).toEqual(
    ["databases", "keys", "meta-hub", "nats", "nats-stores", "performia", "postgres", "rollizr", "veria"].sort(),
  );
});

test("a cluster's brokers have one image and one configuration, and a name each", () => {
  const brokers = ["nats", "nats-2", "nats-3"];
  expect(cluster.services.keys?.command.slice(-2)).toEqual(["--brokers", brokers.join(",")]);
  const { volumes: _of, command: _how, ...first } = services.nats ?? {};
  expect(cluster.services.nats?.image).toBeUndefined();
  for (const name of brokers) {
    const { volumes: _volumes, command = [], ...broker } = cluster.services[name] ?? {};
    if (name !== "nats") expect(broker).toEqual(first);
    expect(command.join(" ")).toStartWith(`-c /etc/federation/nats.conf -n ${name} `);
  }
});
