import { expect, test } from "bun:test";
import fc from "fast-check";
import { deviationOf, type Histogram, medianOf } from "./spread.ts";

const histogramOf = (values: readonly number[]): Histogram =>
  [...Map.groupBy(values, (value) => value)].map(([value, same]) => [value, same.length]);

test("the median of a histogram is that of its values, written out and sorted", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 }), (values) => {
      const sorted = values.toSorted((a, b) => a - b);
      const middle = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
      expect(medianOf(histogramOf(values))).toBe(middle.reduce((sum, value) => sum + value, 0) / middle.length);
    }),
  );
});

test("the deviation is the median distance from the median; of nothing both are unknown", () => {
  expect(deviationOf(histogramOf([1, 1, 2, 2, 4, 6, 9]))).toBe(1);
  expect(deviationOf(histogramOf([5]))).toBe(0);
  expect([medianOf([]), deviationOf([])]).toEqual([null, null]);
});
