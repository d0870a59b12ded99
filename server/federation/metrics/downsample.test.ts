import { expect, test } from "bun:test";
import fc from "fast-check";
import { downsample, onlySteps } from "./downsample.ts";

const line = fc
  .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 300 })
  .map((values) => values.map((value, index) => ({ at: index * 60_000, value })));

test("keeps at most the points asked, in order, of those there were, with both ends", () => {
  fc.assert(
    fc.property(line, fc.integer({ min: 2, max: 50 }), (points, limit) => {
      const kept = downsample(points, limit);
      expect(kept.length).toBe(Math.min(points.length, limit));
      expect(kept.every((point) => points.includes(point))).toBe(true);
      expect(kept.every((point, index) => index === 0 || point.at > (kept[index - 1]?.at ?? 0))).toBe(true);
      expect(kept[0]).toEqual(points[0]);
      expect(kept.at(-1)).toEqual(points.at(-1));
    }),
  );
});

test("keeps a spike that an average would hide", () => {
  const flat = Array.from({ length: 1000 }, (_, index) => ({ at: index, value: index === 500 ? 100 : 0 }));
  expect(downsample(flat, 20).some(({ value }) => value === 100)).toBe(true);
});

test("a step line keeps only its steps", () => {
  const points = ["online", "online", "offline", "online"].map((value, at) => ({ at, value }));
  expect(onlySteps(points, 10).map(({ at }) => at)).toEqual([0, 2, 3]);
});
