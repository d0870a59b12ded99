import { expect, test } from "bun:test";
import type { Advisory } from "./advisory.ts";
import { isVulnerable, matchAdvisories } from "./matchAdvisories.ts";

const advisory: Advisory = {
  id: "GHSA-1",
  ecosystem: "npm",
  package: "a",
  vulnerable: ">=1.0.0 <1.2.6",
  severity: "moderate",
  title: "Bad\u0000thing\n",
};

test.each([
  ["1.2.5", ">=1.0.0 <1.2.6", true],
  ["1.2.6", ">=1.0.0 <1.2.6", false],
  ["1.2.6-rc.1", ">=1.0.0 <1.2.6", true],
  ["0.9.0", "<1.0.0 || >=2.0.0", true],
  ["1.5.0", "<1.0.0 || >=2.0.0", false],
  ["1.9", "<2.0", true],
  ["2024.7", "<2024.8.0", true],
  ["1.0.0", "not a range", null],
  ["main", "<2.0.0", null],
])("%s in %s is %p", (version, range, expected) => {
  expect(isVulnerable(version, range)).toBe(expected);
});

test("a finding names package, version, range and line, in one clean line", () => {
  const lockfile = {
    path: "package-lock.json",
    ecosystem: "npm" as const,
    packages: [{ name: "a", version: "1.2.5", line: 7 }],
  };
  expect(matchAdvisories(lockfile, [advisory])).toEqual({
    findings: [
      {
        rule: "vulnerability/GHSA-1",
        severity: "warn",
        message: "Bad thing : a 1.2.5 is in >=1.0.0 <1.2.6",
        path: "package-lock.json",
        line: 7,
        excerpt: "a 1.2.5",
      },
    ],
    unclear: [],
  });
});

test("an advisory of another ecosystem is about another package", () => {
  const lockfile = { path: "go.mod", ecosystem: "go" as const, packages: [{ name: "a", version: "1.2.5", line: 7 }] };
  expect(matchAdvisories(lockfile, [advisory]).findings).toEqual([]);
});

test("a range that cannot be understood is said, not passed over", () => {
  const lockfile = { path: "x", ecosystem: "npm" as const, packages: [{ name: "a", version: "1.2.5", line: 7 }] };
  const { findings, unclear } = matchAdvisories(lockfile, [{ ...advisory, vulnerable: "all of them" }]);
  expect([findings.length, unclear]).toEqual([0, ["GHSA-1 cannot be compared with a 1.2.5"]]);
});
