import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./testing/composeFile.ts";

const dockerfile = await Bun.file(join(projectRoot, "Dockerfile")).text();

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
  const loaded = new Set<string>();
  for (const path of new Bun.Glob("{server,contracts}/**/*.ts").scanSync({ cwd: projectRoot })) {
    if (path.endsWith(".test.ts") || path.includes("/testing/")) continue;
    const text = await Bun.file(join(projectRoot, path)).text();
    for (const [, from = ""] of text.matchAll(/(?:from|import\(|resolve\()\s*"([^."][^"]*)"/g)) loaded.add(from);
  }
  expect(loaded.size).toBeGreaterThan(10);
  const needed = (name: string) => [...loaded].some((from) => from === name || from.startsWith(`${name}/`));
  expect(left.filter(needed)).toEqual([]);
});
