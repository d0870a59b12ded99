import { expect, test } from "bun:test";
import fc from "fast-check";
import { beatDelayMs, summaryDelayMs } from "./jitter.ts";

test("a beat keeps within a tenth of its interval, a summary within one to two minutes", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 3600 }), (random, seconds) => {
      expect(Math.abs(beatDelayMs(seconds, 100, random) - seconds * 1000)).toBeLessThanOrEqual(seconds * 100 + 1e-6);
      expect(summaryDelayMs(random)).toBeGreaterThanOrEqual(60_000);
      expect(summaryDelayMs(random)).toBeLessThanOrEqual(120_000);
    }),
  );
  expect(beatDelayMs(30, 100, 0)).toBe(27_000);
  expect(beatDelayMs(30, 100, 1)).toBe(33_000);
});

test("the first beats come soon after each other, and none further apart than the interval", () => {
  const delays = (seconds: number) => [1, 2, 3, 4, 5, 6, 7].map((beats) => beatDelayMs(seconds, beats, 0.5));
  expect(delays(30)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  expect(delays(1)).toEqual(Array.from({ length: 7 }, () => 1000));
});
