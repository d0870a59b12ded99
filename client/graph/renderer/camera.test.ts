import { expect, test } from "bun:test";
import { keepsLeft } from "./camera.ts";

const controls = { left: 12, top: 60, width: 34, height: 220 };
const legend = { left: 12, top: 300, width: 130, height: 250 };

test("where controls and legend take most of the height the map keeps clear of them, however wide they are", () => {
  expect(keepsLeft([controls, legend], { width: 1100, height: 740 })).toBe(true);
  expect(keepsLeft([controls, { ...legend, width: 100 }], { width: 1100, height: 740 })).toBe(true);
});

test("what lies in a corner only, or on a canvas with no width to spare, lies over the map", () => {
  expect(keepsLeft([controls], { width: 1100, height: 740 })).toBe(false);
  expect(keepsLeft([controls, legend], { width: 600, height: 740 })).toBe(false);
  expect(keepsLeft([], { width: 1100, height: 740 })).toBe(false);
});
