import { expect, test } from "bun:test";
import { curvatures } from "./parallel.ts";

test("a lone edge is straight", () => {
  expect(curvatures([{ id: "1", from: "a", to: "b" }]).get("1")).toBe(0);
});

test("edges between the same two projects bend to different sides, whichever way they point", () => {
  const bends = curvatures([
    { id: "1", from: "a", to: "b" },
    { id: "2", from: "b", to: "a" },
    { id: "3", from: "a", to: "b" },
  ]);
  // Seen from a to b: the opposite direction's sign is turned.
  const sides = [bends.get("1") ?? 0, -(bends.get("2") ?? 0), bends.get("3") ?? 0];
  expect(new Set(sides).size).toBe(3);
  expect(sides.reduce((sum, side) => sum + side, 0)).toBeCloseTo(0);
});
