import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectRoot } from "./testing/composeFile.ts";

const dockerfile = await Bun.file(join(projectRoot, "Dockerfile")).text();

/** What is run in a container: the hubs, what docker-compose.yml runs beside them, and what the runbooks say to run there. */
const entries = [
  "server/main.ts",
  ...[
    "provision",
    "healthcheck",
    "mesh-keys",
    "mesh-replay",
    "config-check",
    "audit-cancel",
    "db-migrate",
    "db-retention",
  ].map((name) => `scripts/${name}.ts`),
  ...["fed-keys", "fed-reconcile", "fed-refresh", "fed-verify"].map((name) => `scripts/${name}.ts`),
];

/** The files that those load, however late, and the packages. */
async function everything(): Promise<{ files: Set<string>; loaded: Set<string> }> {
  const files = new Set(entries);
  const loaded = new Set<string>();
  for (const path of files) {
    const text = await Bun.file(join(projectRoot, path)).text();
    for (const [, from = ""] of text.matchAll(/(?:from|import|import\(|resolve\(|new URL\()\s*"([^"]+)"/g)) {
      if (!from.startsWith(".")) loaded.add(from);
      else if (from.endsWith(".ts")) files.add(join(dirname(path), from));
    }
  }
  return { files, loaded };
}

test("leaves out no file that is loaded in a container", async () => {
  const { files } = await everything();
  expect(files.size).toBeGreaterThan(300);
  const ignored = (await Bun.file(join(projectRoot, ".dockerignore")).text())
    .split("\n")
    .filter((line) => /^[a-z*]/.test(line));
  const globs = ignored
    .filter((line) => line !== "*")
    .flatMap((line) => [new Bun.Glob(line), new Bun.Glob(`${line}/**`)]);
  expect(globs.length).toBeGreaterThan(10);
  // What is generated below prisma is made in the image.
  const sent = [...files].filter((path) => !path.startsWith("prisma/"));
  expect(sent.filter((path) => globs.some((glob) => glob.match(path)))).toEqual([]);
  const copied = /^(contracts|server|scripts|config|prisma|client\/dist)\/|^package\.json$/;
  expect([...files].filter((path) => !copied.test(path))).toEqual([]);
});

test("copies what is there", () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, words = ""]) =>
    words.split(" ").slice(0, -1),
  );
  expect(copied.length).toBeGreaterThan(8);
  expect(copied.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
});

test("begins with images of a version, and with stages of its own", () => {
  const stages = [...dockerfile.matchAll(/^FROM (\S+)(?: AS (\S+))?$/gm)];
  const named = stages.flatMap(([, , name]) => name ?? []);
  const foreign = stages.flatMap(([, from = ""]) => (named.includes(from) ? [] : [from]));
  // Debian's moves within its release: that is how it is mended.
  expect(foreign).toEqual([expect.stringMatching(/^node:\d+\.\d+\.\d+-/), "debian:bookworm-slim"]);
});

test("installs the Bun that package.json names, and ends as nobody special", async () => {
  const { packageManager } = await Bun.file(join(projectRoot, "package.json")).json();
  expect(dockerfile).toContain(`npm install --global ${packageManager} `);
  expect(dockerfile).toContain("bun install --frozen-lockfile");
  const users = [...dockerfile.matchAll(/^USER (.+)$/gm)].map(([, user]) => user);
  expect(users).toEqual(["1000:1000"]);
});

test("leaves out no package that a running hub loads", async () => {
  const [, list = ""] = /bun remove [^\n]*--omit=optional \\\n((?:.*\\\n)*.*)/.exec(dockerfile) ?? [];
  const left = list.replaceAll("\\", " ").split(/\s+/).filter(Boolean);
  const { dependencies } = await Bun.file(join(projectRoot, "package.json")).json();
  expect(left.length).toBeGreaterThan(10);
  expect(left.filter((name) => !(name in dependencies))).toEqual([]);
  const { loaded } = await everything();
  expect(loaded.size).toBeGreaterThan(10);
  const needed = (name: string) => [...loaded].some((from) => from === name || from.startsWith(`${name}/`));
  expect(left.filter(needed)).toEqual([]);
});
