import { expect, test } from "bun:test";
import { progressOf, progressWords } from "./progress.ts";

test("what was refused, failed, expired or cancelled has ended, but has not completed", () => {
  const counts = { completed: 4, refused: 1, failed: 1, expired: 1, sent: 1, started: 1 };
  expect(progressOf(counts)).toEqual({ total: 9, ended: 7, completed: 4, failed: 2, refused: 1 });
  expect(progressWords(counts)).toBe("7 of 9 · 2 failed · 1 refused");
});

test("a run without trouble says only how far it is", () => {
  expect(progressWords({ completed: 3, planned: 1 })).toBe("3 of 4");
});
