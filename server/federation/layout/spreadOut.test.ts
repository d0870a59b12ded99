import { expect, test } from "bun:test";
import fc from "fast-check";
import { type Spreadable, spreadOut } from "./spreadOut.ts";

const coordinate = fc.double({ min: -50, max: 50, noNaN: true });
const place = fc.record({ x: coordinate, y: coordinate, fixed: fc.boolean() });
const nearest = (places: readonly Spreadable[], counts: (a: Spreadable, b: Spreadable) => boolean) =>
  Math.min(
    ...places.flatMap((a, index) =>
      places.slice(index + 1).flatMap((b) => (counts(a, b) ? [Math.hypot(a.x - b.x, a.y - b.y)] : [])),
    ),
  );

test("places that nothing holds end apart, also when all begin on one", () => {
  fc.assert(
    fc.property(fc.array(place, { minLength: 2, maxLength: 40 }), fc.boolean(), (given, together) => {
      const places = given.map(({ x, y }) => ({ x: together ? 0 : x, y: together ? 0 : y, fixed: false }));
      spreadOut(places, 10);
      expect(nearest(places, () => true)).toBeGreaterThan(9);
    }),
    { numRuns: 50 },
  );
});

test("what is fixed stays, and all else ends apart from it, wherever it is wedged in", () => {
  fc.assert(
    fc.property(fc.array(place, { minLength: 2, maxLength: 40 }), (given) => {
      const places = given.map((each) => ({ ...each }));
      spreadOut(places, 10);
      const fixed = (all: readonly Spreadable[]) => all.filter((each) => each.fixed);
      expect(fixed(places)).toEqual(fixed(given));
      expect(nearest(places, (a, b) => !(a.fixed && b.fixed))).toBeGreaterThan(9);
    }),
    { numRuns: 50, examples: [[[-0, 0, 0].map((x, index) => ({ x, y: 0, fixed: index === 0 }))]] },
  );
});

test("what is apart already is not moved", () => {
  const apart = [0, 20, 40].map((x) => ({ x, y: 0, fixed: false }));
  const before = structuredClone(apart);
  spreadOut(apart, 10);
  expect(apart).toEqual(before);
});
