import { expect, test } from "bun:test";
import { valueAt } from "./valueAt.ts";

const line = {
  name: "latency",
  points: [
    { at: 10, value: 1 },
    { at: 20, value: null },
    { at: 30, value: 3 },
  ],
};

test("a value holds until the next, a gap says nothing, and without a moment the latest is meant", () => {
  expect([5, 10, 19, 25, 30, 99, null].map((at) => valueAt(line, at))).toEqual([null, 1, 1, null, 3, 3, 3]);
});
