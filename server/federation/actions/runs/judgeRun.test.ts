import { expect, test } from "bun:test";
import type { TargetState } from "../../../../contracts/actions.ts";
import { judgeRun, type RunTally } from "./judgeRun.ts";

const tallyOf = (run: Partial<RunTally>, ...counts: [TargetState, number, ("canary" | "unsent")?][]): RunTally => ({
  ...{ canary: null, maxFailures: null, cancelledBy: null },
  ...run,
  counts: counts.map(([state, count, mark]) => ({
    ...{ state, count, canary: mark === "canary" },
    attempts: state === "planned" || mark === "unsent" ? "none" : "some",
  })),
});

const cases: [string, RunTally, object][] = [
  ["a run with open targets goes on", tallyOf({}, ["completed", 5], ["sent", 1]), { do: "wait" }],
  ["with all completed it is completed", tallyOf({}, ["completed", 5]), { do: "finish", state: "completed" }],
  [
    "what the plan refused is no failure",
    tallyOf({}, ["completed", 5], ["refused", 2, "unsent"]),
    { do: "finish", state: "completed", reason: null },
  ],
  [
    "what an instance refused is one",
    tallyOf({}, ["completed", 5], ["refused", 1]),
    { do: "finish", state: "failed", reason: "1 refused." },
  ],
  [
    "failures are counted in the reason",
    tallyOf({}, ["failed", 2], ["expired", 1], ["completed", 1]),
    { do: "finish", state: "failed", reason: "2 failed, 1 expired." },
  ],
  [
    "failures within the allowed number stop nothing",
    tallyOf({ maxFailures: 2 }, ["failed", 2], ["sent", 1]),
    { do: "wait" },
  ],
  [
    "one more stops it",
    tallyOf({ maxFailures: 1 }, ["failed", 2], ["planned", 7]),
    { do: "stop", reason: "Stopped: 2 failed, 1 were allowed." },
  ],
  ["what is accepted cannot be stopped", tallyOf({ maxFailures: 0 }, ["failed", 1], ["accepted", 1]), { do: "wait" }],
  ["canaries go first", tallyOf({ canary: 1 }, ["started", 1, "canary"], ["planned", 8]), { do: "wait" }],
  ["the rest follows them", tallyOf({ canary: 1 }, ["completed", 1, "canary"], ["planned", 8]), { do: "release" }],
  [
    "unless one fails",
    tallyOf({ canary: 2 }, ["failed", 1, "canary"], ["sent", 1, "canary"], ["planned", 8]),
    { do: "stop" },
  ],
  [
    "or more than allowed do",
    tallyOf({ canary: 2, maxFailures: 1 }, ["failed", 1, "canary"], ["completed", 1, "canary"], ["planned", 8]),
    { do: "release" },
  ],
  [
    "a cancelled run is over when no instance is at it any more",
    tallyOf({ cancelledBy: "ada" }, ["cancelled", 3], ["completed", 1]),
    { do: "finish", state: "cancelled", reason: "Cancelled by ada." },
  ],
  ["and not before", tallyOf({ cancelledBy: "ada" }, ["cancelled", 3], ["started", 1]), { do: "wait" }],
];

test.each(cases)("%s", (_name, tally, verdict) => {
  expect(judgeRun(tally)).toMatchObject(verdict);
});
