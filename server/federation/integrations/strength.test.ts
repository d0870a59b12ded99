import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { configReporter } from "../../../contracts/names.ts";
import { standingOf } from "./standingOf.ts";
import { agedWeight, type Proof, strengthOf } from "./strength.ts";

const now = new Date("2026-11-20T12:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const anyProof: fc.Arbitrary<Proof> = fc.record({
  reporter: fc.constantFrom("veria", "performia", configReporter),
  weight: fc.double({ min: 0, max: 1, noNaN: true }),
  lastSeenAt: fc.integer({ min: -10, max: 400 }).map(daysAgo),
});

describe("strength", () => {
  test("loses half of a proof's weight in a half-life, and nothing of a declaration's", () => {
    expect(agedWeight({ reporter: "veria", weight: 0.8, lastSeenAt: daysAgo(7) }, 7, now)).toBeCloseTo(0.4, 12);
    expect(agedWeight({ reporter: configReporter, weight: 0.8, lastSeenAt: daysAgo(700) }, 7, now)).toBe(0.8);
  });

  test("is 0 without proof and 1 − Π(1 − w) with it", () => {
    const fresh = (weight: number): Proof => ({ reporter: "veria", weight, lastSeenAt: now });
    expect(strengthOf([], 7, now)).toBe(0);
    expect(strengthOf([fresh(0.5), fresh(0.5)], 7, now)).toBe(0.75);
  });

  test("grows with evidence, stays within 0..1, and does not depend on its order", () => {
    fc.assert(
      fc.property(fc.array(anyProof, { maxLength: 12 }), anyProof, (proofs, another) => {
        const strength = strengthOf(proofs, 7, now);
        expect(strength).toBeGreaterThanOrEqual(0);
        expect(strength).toBeLessThanOrEqual(1);
        // Adding a factor reorders the product: at most the last bit may differ.
        expect(strengthOf([...proofs, another], 7, now)).toBeGreaterThanOrEqual(strength - 1e-12);
        expect(strengthOf(proofs.toReversed(), 7, now)).toBe(strength);
      }),
    );
  });

  test("decays to nothing when nobody says it any more", () => {
    const proofs = [{ reporter: "veria", weight: 1, lastSeenAt: now }];
    expect(strengthOf(proofs, 7, new Date(now.getTime() + 400 * 86_400_000))).toBeLessThan(1e-12);
  });
});

describe("standing", () => {
  const nobody = { declared: false, byFrom: false, byTo: false, otherSeen: false };
  test.each([
    ["claimed by one end", { byFrom: true }, "claimed"],
    ["confirmed by both ends", { byFrom: true, byTo: true, declared: true }, "confirmed"],
    ["declared by a person", { declared: true }, "declared"],
    ["declared, and seen by an end", { declared: true, byTo: true, otherSeen: true }, "declared"],
    ["contradicted by what the ends see instead", { declared: true, otherSeen: true }, "contradicted"],
  ] as const)("is %p", (_name, vouchers, standing) => {
    expect(standingOf({ ...nobody, ...vouchers })).toBe(standing);
  });
});
