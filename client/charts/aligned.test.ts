import { expect, test } from "bun:test";
import { aligned } from "./aligned.ts";

test("lines with different times share one row of times", () => {
  const table = aligned([
    [
      { at: 1, value: 10 },
      { at: 3, value: 30 },
    ],
    [{ at: 2, value: 20 }],
  ]);
  expect(table).toEqual([
    [1, 2, 3],
    [10, undefined, 30],
    [undefined, 20, undefined],
  ]);
});
