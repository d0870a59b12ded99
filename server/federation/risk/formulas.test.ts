import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { complianceRisk, freshnessRisk, livenessRisk, securityRisk, totalRisk } from "./formulas.ts";

const count = fc.integer({ min: 0, max: 10_000 });
const maybeCount = fc.option(count, { nil: null });

describe("security", () => {
  test("follows the formula", () => {
    expect(securityRisk(0, 0)).toBe(0);
    expect(securityRisk(2, 1)).toBeCloseTo(100 * (1 - Math.exp(-1.25)), 12);
  });

  test("is within 0..100 and never falls when a finding is added", () => {
    fc.assert(
      fc.property(count, count, (critical, high) => {
        const before = securityRisk(critical, high) ?? Number.NaN;
        expect(before).toBeGreaterThanOrEqual(0);
        expect(before).toBeLessThanOrEqual(100);
        expect(securityRisk(critical + 1, high)).toBeGreaterThanOrEqual(before);
        expect(securityRisk(critical, high + 1)).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test("is unknown where nothing is known, and where the known half found nothing", () => {
    expect(securityRisk(null, null)).toBeNull();
    expect(securityRisk(null, 0)).toBeNull();
    expect(securityRisk(3, null)).toBe(securityRisk(3, 0));
  });
});

describe("compliance", () => {
  test("is the share of failures, a warning counting half", () => {
    expect(complianceRisk(8, 1, 1)).toBe(15);
    expect(complianceRisk(0, 0, 3)).toBe(100);
  });

  test("never falls when an audit fails instead of passing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), count, count, (ok, warn, fail) => {
        const before = complianceRisk(ok, warn, fail) ?? Number.NaN;
        expect(complianceRisk(ok - 1, warn, fail + 1)).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test("is unknown without a run and without a count", () => {
    expect(complianceRisk(0, 0, 0)).toBeNull();
    expect(complianceRisk(1, null, 0)).toBeNull();
  });
});

test("liveness is 0, 50 and 100, and unknown for who was never seen", () => {
  expect([livenessRisk("online"), livenessRisk("degraded"), livenessRisk("offline"), livenessRisk(null)]).toEqual([
    0,
    50,
    100,
    null,
  ]);
});

test("freshness is 0 up to 7 days, 100 from 90, and rises in between", () => {
  expect([freshnessRisk(0), freshnessRisk(7), freshnessRisk(90), freshnessRisk(900), freshnessRisk(null)]).toEqual([
    0,
    0,
    100,
    100,
    null,
  ]);
  expect(freshnessRisk(Math.sqrt(7 * 90))).toBeCloseTo(50, 9);
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 200, noNaN: true }),
      fc.double({ min: 0, max: 50, noNaN: true }),
      (days, more) => {
        expect(freshnessRisk(days + more)).toBeGreaterThanOrEqual(freshnessRisk(days) ?? Number.NaN);
      },
    ),
  );
});

describe("total", () => {
  test("is the weighted mean of the known parts, with the share that is known", () => {
    const parts = [
      { value: 100, weight: 10 },
      { value: null, weight: 7.5 },
      { value: 0, weight: 7.5 },
    ];
    expect(totalRisk(parts)).toEqual({ total: (100 * 10) / 17.5, coverage: 17.5 / 25 });
  });

  test("is unknown where nothing is known, or nothing known weighs anything", () => {
    expect(totalRisk([{ value: null, weight: 10 }])).toEqual({ total: null, coverage: 0 });
    expect(totalRisk([{ value: 50, weight: 0 }])).toEqual({ total: null, coverage: 0 });
  });

  test("stays within its parts and within 0..1", () => {
    const part = fc.record({
      value: fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null }),
      weight: fc.double({ min: 0, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const { total, coverage } = totalRisk(parts);
        expect(coverage).toBeGreaterThanOrEqual(0);
        expect(coverage).toBeLessThanOrEqual(1);
        if (total === null) return;
        expect(total).toBeGreaterThanOrEqual(0);
        expect(total).toBeLessThanOrEqual(100);
      }),
    );
  });
});

test("half-known security is never more than fully known security with findings added", () => {
  fc.assert(
    fc.property(maybeCount, count, (critical, high) => {
      const half = securityRisk(critical, high);
      if (half !== null) expect(securityRisk(critical ?? 5, high)).toBeGreaterThanOrEqual(half);
    }),
  );
});
