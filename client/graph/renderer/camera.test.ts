import { expect, test } from "bun:test";
import { keptLeft } from "./camera.ts";

const controls = { left: 12, top: 60, width: 34, height: 220 };
const legend = { left: 12, top: 300, width: 130, height: 250 };

test("where controls and legend take most of the height the map keeps clear of them, as wide as any legend is", () => {
  const kept = keptLeft([controls, legend], { width: 1100, height: 740 });
  expect(kept).toBeGreaterThanOrEqual(legend.left + legend.width);
  expect(keptLeft([controls, { ...legend, width: 100 }], { width: 1100, height: 740 })).toBe(kept);
});

test("what lies in a corner only, or on a canvas with no width to spare, lies over the map", () => {
  expect(keptLeft([controls], { width: 1100, height: 740 })).toBe(0);
  expect(keptLeft([controls, legend], { width: 600, height: 740 })).toBe(0);
  expect(keptLeft([], { width: 1100, height: 740 })).toBe(0);
});
