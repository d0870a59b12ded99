import { expect, test } from "bun:test";
import type { EdgeMark } from "./marks.ts";
import { neighboursOf, stepAmong } from "./neighbours.ts";

const edge = (from: string, to: string, hidden = false): EdgeMark => ({
  ...{ id: `${from}${to}`, from, to, hidden },
  ...{ label: null, size: 1, color: "#000", curvature: 0, front: false },
});

test("neighbours are what visible edges lead to or come from, each once", () => {
  const edges = [edge("a", "b"), edge("c", "a"), edge("b", "a"), edge("a", "d", true), edge("b", "c"), edge("a", "a")];
  expect(neighboursOf(edges, "a")).toEqual(["b", "c"]);
  expect(neighboursOf(edges, "d")).toEqual([]);
});

test("one goes round among them, from elsewhere to the first, or backwards to the last", () => {
  const near = ["b", "c", "d"];
  expect(stepAmong(near, "a", 1)).toBe("b");
  expect(stepAmong(near, "a", -1)).toBe("d");
  expect(stepAmong(near, "b", 1)).toBe("c");
  expect(stepAmong(near, "d", 1)).toBe("b");
  expect(stepAmong(near, "b", -1)).toBe("d");
  expect(stepAmong([], "a", 1)).toBeNull();
  expect(stepAmong([], "a", -1)).toBeNull();
});
