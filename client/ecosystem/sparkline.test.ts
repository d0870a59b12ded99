import { expect, test } from "bun:test";
import { sparkPath } from "./sparkline.tsx";

test("the highest value is at the top, and a gap breaks the line", () => {
  expect(sparkPath([0, 10, null, 5])).toBe("M0.0 22.0L33.3 2.0M100.0 12.0");
});

test("a flat line runs through the middle", () => {
  expect(sparkPath([3, 3])).toBe("M0.0 12.0L100.0 12.0");
  expect(sparkPath([])).toBe("");
});
