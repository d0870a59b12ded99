import { afterAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { hubConfig } from "../../../../contracts/config.ts";
import { performAudit } from "../performAudit.ts";
import { allows } from "./allows.ts";

const allowed = new Set(["mit", "apache-2.0", "bsd-3-clause"]);

test.each([
  ["MIT", true],
  ["mit", true],
  ["GPL-3.0-only", false],
  ["(MIT OR GPL-3.0-or-later)", true],
  ["MIT AND GPL-2.0", false],
  ["GPL-2.0 OR MIT AND Apache-2.0", true],
  ["(GPL-2.0 OR MIT) AND GPL-2.0", false],
  ["Apache-2.0 WITH LLVM-exception", true],
  ["SEE LICENSE IN LICENSE.md", null],
  ["(MIT", null],
  ["MIT OR", null],
  ["", null],
])("%s: %p", (expression, expected) => {
  expect(allows(expression, allowed)).toBe(expected);
});

test("or needs one side and and needs both, however deep", () => {
  type Tree = { text: string; value: boolean };
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom({ text: "MIT", value: true }, { text: "GPL-3.0", value: false }),
      fc.tuple(tie("tree"), fc.boolean(), tie("tree")).map(([a, or, b]) => ({
        text: `(${a.text} ${or ? "OR" : "AND"} ${b.text})`,
        value: or ? a.value || b.value : a.value && b.value,
      })),
    ),
  }));
  fc.assert(fc.property(tree, ({ text, value }) => expect(allows(text, allowed)).toBe(value)));
  fc.assert(fc.property(fc.string(), (text) => expect([true, false, null]).toContain(allows(text, allowed))));
});

const root = await mkdtemp(join(tmpdir(), "license-"));
afterAll(() => rm(root, { recursive: true, force: true }));

test("a licence comes from the lockfile, from node_modules, or from hub.yaml; what nobody knows is inconclusive", async () => {
  const packages = {
    "node_modules/a": { version: "1.0.0", license: "MIT" },
    "node_modules/b": { version: "1.0.0" },
    "node_modules/c": { version: "1.0.0" },
    "node_modules/d": { version: "1.0.0" },
  };
  await Bun.write(join(root, "package-lock.json"), JSON.stringify({ lockfileVersion: 3, packages }));
  await Bun.write(join(root, "node_modules/b/package.json"), '{"version":"1.0.0","license":"ISC"}');
  await Bun.write(join(root, "node_modules/d/package.json"), '{"version":"9.0.0","license":"MIT"}');
  const audit = (license: object) =>
    performAudit({ kind: "license", root, config: hubConfig.parse({ audits: { license } }) });

  const unknown = await audit({ known: { c: "Apache-2.0" } });
  expect([unknown.status, unknown.counts.unknown]).toEqual(["inconclusive", 1]);
  expect(unknown.reason).toBe("the licence of 1 dependencies is unknown: d 1.0.0");

  const fine = await audit({ known: { c: "Apache-2.0", d: "MIT" } });
  expect([fine.status, fine.counts]).toEqual(["ok", { findings: 0, dependencies: 4, notAllowed: 0, unknown: 0 }]);

  const refused = await audit({ allow: ["MIT"], known: { c: "MIT", d: "MIT" } });
  expect([refused.status, refused.findings.map(({ message }) => message)]).toEqual([
    "fail",
    ["b 1.0.0 is under ISC, which is not on the allowlist"],
  ]);
});
