import { expect, test } from "bun:test";
import fc from "fast-check";
import { type Finding, severities } from "./finding.ts";
import { auditStatus, judge } from "./judge.ts";

const finding = (severity: Finding["severity"]): Finding => ({
  rule: "r",
  severity,
  message: "m",
  path: null,
  line: null,
  excerpt: null,
});

test("a part that could not be checked is never ok, and never hides what failed", () => {
  const findings = fc.array(fc.constantFrom(...severities).map(finding));
  fc.assert(
    fc.property(findings, fc.array(fc.string(), { minLength: 1 }), (found, reasons) => {
      const grave = found.some(({ severity }) => severity === "critical" || severity === "high");
      expect(auditStatus(found, reasons)).toBe(grave ? "fail" : "inconclusive");
    }),
  );
  expect(auditStatus([finding("info")], [])).toBe("ok");
  expect(auditStatus([finding("info"), finding("warn")], [])).toBe("warn");
});

test("the worst findings come first, the mildest are dropped, and all are counted", () => {
  const many = Array.from({ length: 1200 }, () => finding("info"));
  const outcome = judge("codeReview", [
    { findings: many, inconclusive: [], counts: { a: 1 } },
    { findings: [finding("critical")], inconclusive: ["b is unknown"], counts: { b: null } },
  ]);
  expect(outcome.findings).toHaveLength(1000);
  expect(outcome.findings[0]?.severity).toBe("critical");
  expect(outcome.counts).toEqual({ findings: 1201, a: 1, b: null });
  expect(outcome.reason).toBe("1 critical, 1200 info found; b is unknown");
});
