import { afterAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { hubConfig } from "../../../../contracts/config.ts";
import { parseBunLock } from "./bunLock.ts";
import type { LockfileParser } from "./locked.ts";
import { parsePackageLock } from "./packageLock.ts";
import { parseGoVersions, parsePinnedRequirements } from "./pins.ts";
import { parsePnpmLock } from "./pnpmLock.ts";
import { readLockfiles } from "./readLockfiles.ts";
import { parseCargoLock, parsePoetryLock, parseUvLock } from "./tomlLock.ts";
import { parseYarnLock } from "./yarnLock.ts";

const cases: [what: string, parse: LockfileParser, text: string, expected: string[]][] = [
  [
    "package-lock 3",
    parsePackageLock,
    `{"lockfileVersion": 3, "packages": {
      "": {"name": "x", "version": "1.0.0"},
      "packages/own": {"version": "1.0.0"},
      "node_modules/own": {"resolved": "packages/own", "link": true},
      "node_modules/a": {"version": "1.2.3", "license": "MIT"},
      "node_modules/a/node_modules/@s/b": {"version": "2.0.0-rc.1"},
      "node_modules/alias": {"name": "real", "version": "3.0.0"}
    }}`,
    ["a 1.2.3 @5", "@s/b 2.0.0-rc.1 @6", "real 3.0.0 @7"],
  ],
  [
    "package-lock 1",
    parsePackageLock,
    `{"lockfileVersion": 1, "dependencies": {
      "a": {"version": "1.2.3", "dependencies": {
        "b": {"version": "2.0.0"}}},
      "git": {"version": "git+https://x/y"}
    }}`,
    ["a 1.2.3 @2", "b 2.0.0 @3"],
  ],
  [
    "bun.lock",
    parseBunLock,
    `{
  "lockfileVersion": 1,
  "workspaces": { "": { "dependencies": { "a": "^1" } } },
  "packages": {
    "a": ["a@1.2.3", "", {}, "sha512-x"],
    "own": ["own@workspace:packages/own"],
    "a/@s/b": ["@s/b@2.0.0-rc.1", "", {}, "sha512-y"],
  }
}`,
    ["a 1.2.3 @5", "@s/b 2.0.0-rc.1 @7"],
  ],
  [
    "pnpm-lock 9",
    parsePnpmLock,
    "lockfileVersion: '9.0'\n\npackages:\n\n  a@1.2.3:\n    resolution: {}\n\n  '@s/b@2.0.0-rc.1(a@1.2.3)':\n    x: 1\n\nsnapshots:\n\n  a@1.2.3: {}\n",
    ["a 1.2.3 @5", "@s/b 2.0.0-rc.1 @8"],
  ],
  [
    "pnpm-lock 6 and 5",
    parsePnpmLock,
    "lockfileVersion: '6.0'\npackages:\n  /a@1.2.3(b@1.0.0):\n    x: 1\n  /@s/b@2.0.0:\n    x: 1\n  /c/3.0.0_peer@1.0.0:\n    x: 1\n  /@s/d/4.0.0:\n    x: 1\n",
    ["a 1.2.3 @3", "@s/b 2.0.0 @5", "c 3.0.0 @7", "@s/d 4.0.0 @9"],
  ],
  [
    "yarn classic",
    parseYarnLock,
    '# yarn lockfile v1\n\n"@s/b@^2.0.0", "@s/b@~2.0.1":\n  version "2.0.1"\n  resolved "x"\n  dependencies:\n    version "^9.0.0"\n\nalias@npm:real@^3:\n  version "3.0.0"\n',
    ["@s/b 2.0.1 @3", "real 3.0.0 @9"],
  ],
  [
    "yarn berry",
    parseYarnLock,
    '__metadata:\n  version: 8\n\n"a@npm:^1.2.0, a@npm:~1.2.1":\n  version: 1.2.3\n  resolution: "a@npm:1.2.3"\n\n"own@workspace:.":\n  version: 0.0.0-use.local\n',
    ["a 1.2.3 @4"],
  ],
  [
    "requirements.txt",
    parsePinnedRequirements,
    "# x\na==1.2.3\nB[c]==2.0 ; python_version > '3'\n",
    ["a 1.2.3 @2", "B 2.0 @3"],
  ],
  ["go.mod", parseGoVersions, "module x\nrequire (\n\ta.dev/b v1.2.3\n)\n", ["a.dev/b 1.2.3 @3"]],
  [
    "Cargo.lock",
    parseCargoLock,
    '[[package]]\nname = "own"\nversion = "0.1.0"\n\n[[package]]\nname = "a"\nversion = "1.2.3"\nsource = "registry"\n',
    ["a 1.2.3 @5"],
  ],
  ["poetry.lock", parsePoetryLock, '[[package]]\nname = "a"\nversion = "1.2.3"\n', ["a 1.2.3 @1"]],
  [
    "uv.lock",
    parseUvLock,
    '[[package]]\nname = "a"\nversion = "1.2.3"\nsource = { registry = "x" }\n\n[[package]]\nname = "own"\nversion = "0"\nsource = { editable = "." }\n',
    ["a 1.2.3 @1"],
  ],
];

test.each(cases)("%s: packages of others, their exact versions and lines", (_what, parse, text, expected) => {
  expect(parse(text)?.map(({ name, version, line }) => `${name} ${version} @${line}`)).toEqual(expected);
});

test("whatever a lockfile holds, no parser throws", () => {
  const odd = fc
    .tuple(fc.constantFrom(...cases), fc.nat(300), fc.string({ unit: "binary" }))
    .map(([[, parse, text], at, noise]) => ({ parse, text: text.slice(0, at) + noise + text.slice(at) }));
  fc.assert(
    fc.property(odd, ({ parse, text }) => {
      for (const { name, version } of parse(text) ?? []) expect(`${name}${version}`).not.toBe("");
    }),
    { numRuns: 500 },
  );
});

const root = await mkdtemp(join(tmpdir(), "lockfiles-"));
afterAll(() => rm(root, { recursive: true, force: true }));

test("dependencies that no lockfile holds, and lockfiles that cannot be read, are named", async () => {
  const manifest = '{"dependencies":{"a":"^1"}}';
  const files = {
    "held/package-lock.json": '{"packages":{}}',
    "held/inside/package.json": manifest,
    "loose/package.json": manifest,
    "loose/requirements.txt": "a>=1\n",
    "none/package.json": "{}",
    "old/bun.lockb": "binary",
  };
  for (const [path, text] of Object.entries(files)) await Bun.write(join(root, path), text);
  const { audits } = hubConfig.parse({});
  const { lockfiles, inconclusive } = await readLockfiles({ root, files: Object.keys(files), config: audits });
  expect(lockfiles.map(({ path }) => path)).toEqual(["held/package-lock.json"]);
  expect(inconclusive).toEqual([
    "loose/requirements.txt does not say which versions run, or cannot be read",
    "old/bun.lockb does not say which versions run, or cannot be read",
    "loose/package.json declares dependencies, and no lockfile holds them",
  ]);
});
