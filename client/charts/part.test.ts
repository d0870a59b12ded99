import { expect, test } from "bun:test";
import fc from "fast-check";
import { moved, type Part, scaled, within } from "./part.ts";

const minute = 60_000;
const whole: Part = { from: 0, to: 1440 * minute };
const part = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1439 }))
  .map(([from, length]): Part => ({ from: from * minute, to: Math.min(from + length, 1440) * minute }));

test("whatever is done to a part, it stays inside the whole and is never shorter than a minute", () => {
  fc.assert(
    fc.property(part, fc.double({ min: -3, max: 3, noNaN: true }), (before, number) => {
      for (const after of [moved(before, whole, number), scaled(before, whole, Math.abs(number))]) {
        if (after === null) continue;
        expect(after.from).toBeGreaterThanOrEqual(whole.from);
        expect(after.to).toBeLessThanOrEqual(whole.to + 1e-3);
        expect(after.to - after.from).toBeGreaterThanOrEqual(minute - 1e-3);
      }
    }),
  );
});

test("half of the whole is its middle, and twice that is the whole again", () => {
  const half = scaled(whole, whole, 0.5);
  expect(half).toEqual({ from: 360 * minute, to: 1080 * minute });
  expect(half && scaled(half, whole, 2)).toBeNull();
});

test("a part is moved without changing its length, up to the ends", () => {
  const first = { from: 60 * minute, to: 120 * minute };
  expect(moved(first, whole, 0.5)).toEqual({ from: 90 * minute, to: 150 * minute });
  expect(moved(first, whole, -2)).toEqual({ from: 0, to: 60 * minute });
  expect(moved(first, whole, 99)).toEqual({ from: 1380 * minute, to: 1440 * minute });
});

test("a part of another day is none", () => {
  expect(within({ from: -90 * minute, to: -30 * minute }, whole)).toBeNull();
  expect(within({ from: -30 * minute, to: 30 * minute }, whole)).toEqual({ from: 0, to: 60 * minute });
});
