import { expect, test } from "bun:test";
import fc from "fast-check";
import { rangeInSight } from "./rowsInSight.ts";

test("a short list is rendered whole", () => {
  expect(rangeInSight(100, 40, 2000, 400)).toEqual({ first: 0, end: 100 });
});

test("of a long list every row in sight is rendered, and not many more", () => {
  const size = fc.integer({ min: 121, max: 20_000 });
  fc.assert(
    fc.property(size, fc.double({ min: 0, max: 1, noNaN: true }), (count, share) => {
      const top = share * Math.max(0, count * 40 - 800);
      const { first, end } = rangeInSight(count, 40, top, 800);
      expect(first).toBeLessThanOrEqual(Math.floor(top / 40));
      expect(end).toBeGreaterThanOrEqual(Math.min(count, Math.ceil((top + 800) / 40)));
      expect(end - first).toBeLessThanOrEqual(20 + 4 * 12);
    }),
  );
});

test("a list that has become short is rendered from its beginning, wherever it was scrolled to", () => {
  expect(rangeInSight(130, 40, 400_000, 800)).toEqual({ first: 118, end: 130 });
});
