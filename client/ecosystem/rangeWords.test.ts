import { expect, test } from "bun:test";
import { rangeWords } from "./rangeWords.ts";

test("what went up and down is told by both ends, and what hardly did by one", () => {
  expect(rangeWords(2.6, 9.4)).toBe("3 to 9");
  expect(rangeWords(2.6, 3.4)).toBe("about 3");
  expect(rangeWords(3, 3)).toBe("always 3");
});
