import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { convexHull, isInside, type Point } from "./geometry.ts";

const square = [
  { x: 0, y: 0 },
  { x: 10, y: 0 },
  { x: 10, y: 10 },
  { x: 0, y: 10 },
];
const point = fc.record({ x: fc.integer({ min: -100, max: 100 }), y: fc.integer({ min: -100, max: 100 }) });

describe("a point is inside a line", () => {
  test("that goes around it, whichever way", () => {
    for (const line of [square, square.toReversed()]) {
      expect(isInside({ x: 5, y: 5 }, line)).toBe(true);
      expect(isInside({ x: 15, y: 5 }, line)).toBe(false);
      expect(isInside({ x: 5, y: -1 }, line)).toBe(false);
    }
  });

  test("but not in a bay of it, nor inside no line at all", () => {
    const bay = [...square.slice(0, 3), { x: 5, y: 2 }, { x: 0, y: 10 }];
    expect(isInside({ x: 5, y: 8 }, bay)).toBe(false);
    expect(isInside({ x: 9, y: 5 }, bay)).toBe(true);
    expect(isInside({ x: 0, y: 0 }, [])).toBe(false);
  });
});

describe("the convex hull", () => {
  test("of a square with points in and on it is its corners", () => {
    const hull = convexHull([...square, { x: 5, y: 5 }, { x: 5, y: 0 }, { x: 10, y: 10 }]);
    expect(hull).toHaveLength(4);
    expect(hull).toEqual(expect.arrayContaining(square));
  });

  test("of one point, of two and of a line is its ends", () => {
    expect(convexHull([{ x: 1, y: 1 }])).toEqual([{ x: 1, y: 1 }]);
    const line = [0, 5, 10].map((x) => ({ x, y: x }));
    expect(convexHull(line)).toEqual([
      { x: 0, y: 0 },
      { x: 10, y: 10 },
    ]);
  });

  test("has all points on or within it, and turns one way at every corner", () => {
    const turn = (a: Point, b: Point, c: Point) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 60 }), (points) => {
        const hull = convexHull(points);
        if (hull.length < 3) return;
        for (const [index, corner] of hull.entries()) {
          const next = hull[(index + 1) % hull.length] ?? corner;
          for (const each of points) expect(turn(corner, next, each)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
