import { expect, test } from "bun:test";
import { leastLeft } from "./leastLeft.ts";

/** Discs that move to the right as more is kept free, the leftmost 48 pixels from what is. */
const discs = (y: number) => (left: number) => [
  { x: left + 48, y },
  { x: 700, y: 400 },
];

test("a map with nothing in its lower left corner goes as far as the buttons, one with a disc there keeps clear of the legend", () => {
  const beside = leastLeft(discs(120), 760);
  const corner = leastLeft(discs(700), 760);
  expect(beside).toBe(56);
  expect(corner).toBeGreaterThan(140);
  expect(corner).toBeLessThanOrEqual(168);
});

test("a disc that goes down into the corner makes no jump", () => {
  const kept = Array.from({ length: 200 }, (_, step) => leastLeft(discs(300 + 2 * step), 760));
  const jumps = kept.slice(1).map((left, index) => Math.abs(left - (kept[index] ?? 0)));
  expect(Math.max(...jumps)).toBeLessThan(6);
  expect(kept.at(-1)).toBeGreaterThan(kept[0] ?? 0);
});
