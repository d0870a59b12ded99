import { expect, test } from "bun:test";
import { splitBatch } from "./splitBatch.ts";

const batch = (...deliveries: number[]) => splitBatch(deliveries, (delivery) => delivery);

test("first and second deliveries stay together", () => {
  expect(batch(1, 2, 1, 1)).toEqual([[1, 2, 1, 1]]);
});

test("what keeps coming back is handled apart from the others, in ever smaller groups", () => {
  expect(batch(...Array(16).fill(3)).map((group) => group.length)).toEqual([4, 4, 4, 4]);
  expect(batch(...Array(16).fill(4)).map((group) => group.length)).toEqual(Array(16).fill(1));
  expect(batch(1, 3, 1, 5)).toEqual([[1, 1], [3], [5]]);
});

test("nothing is lost or handled twice", () => {
  const items = Array.from({ length: 500 }, (_, index) => index);
  const groups = splitBatch(items, (item) => item % 12);
  expect(groups.flat().sort((a, b) => a - b)).toEqual(items);
});

test("nothing gives nothing", () => {
  expect(batch()).toEqual([]);
});
