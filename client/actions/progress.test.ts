import { expect, test } from "bun:test";
import { failedOf, progressWords, stepCounts } from "./progress.ts";

test("a run that goes on says how many are done with, whatever way, and what went wrong", () => {
  const run = { counts: { completed: 4, refused: 1, failed: 1, expired: 1, sent: 1, started: 1 } };
  expect(progressWords(run)).toBe("7 of 9 · 2 failed · 1 refused");
  expect(failedOf(run)).toBe(2);
  expect(progressWords({ counts: { completed: 3, planned: 1 }, flagged: 2 })).toBe("3 of 4 · 2 need a look");
});

test("a run that is over says how its projects ended, and never that those who refused are done", () => {
  expect(progressWords({ counts: { completed: 2, refused: 1 } })).toBe("2 completed · 1 refused");
  expect(progressWords({ counts: { completed: 2, cancelled: 1 }, flagged: 1 })).toBe(
    "2 completed, 1 needs a look · 1 cancelled",
  );
  expect(progressWords({ counts: { refused: 2 } })).toBe("2 refused");
});

test("each project of a run is in one step of its bar: what needs a look is not among what completed well", () => {
  const steps = stepCounts({ counts: { completed: 3, refused: 1, expired: 1, sent: 2 }, flagged: 2 });
  expect(steps.map(({ step, count }) => `${step.label} ${count}`)).toEqual([
    "Waiting 2",
    "Completed 1",
    "Completed, needs a look 2",
    "Refused or cancelled 1",
    "Failed 1",
  ]);
});
