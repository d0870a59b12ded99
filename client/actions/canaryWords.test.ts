import { expect, test } from "bun:test";
import type { RunRow } from "../../contracts/actions.ts";
import { canaryWords } from "./canaryWords.ts";

const run: RunRow = {
  ...{ id: "019-run", action: "fed.audit.security.sweep", state: "running", startedBy: "ann" },
  ...{ startedAt: "2026-01-01T00:00:00.000Z", expiresAt: "2026-01-01T00:10:00.000Z", counts: { planned: 31, sent: 4 } },
};

test("a run that asks all at once says nothing of it", () => {
  expect(canaryWords(run)).toBeNull();
});

test("who waits for whom is said as long as somebody does", () => {
  expect(canaryWords({ ...run, canary: 4, maxFailures: 2 })).toBe(
    "4 projects are asked first, 31 more wait for their answers. More than 2 failures stop the run.",
  );
  expect(canaryWords({ ...run, canary: 1, counts: { sent: 32 } })).toBe(
    "1 project is asked first. 1 failure stops the run.",
  );
});

test("of a run that is over it is told as past", () => {
  expect(canaryWords({ ...run, state: "completed", canary: 1, maxFailures: 1 })).toBe(
    "1 project was asked first. More than 1 failure would have stopped the run.",
  );
});
