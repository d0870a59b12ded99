import { expect, test } from "bun:test";
import { decideFanout, type FanoutFacts } from "./policy.ts";

const until = new Date("2026-11-20T13:00:00.000Z");
const permitted: FanoutFacts = {
  origin: "declared",
  status: "online",
  statusReason: "its hub answers",
  flapping: false,
  held: false,
  allowFanout: ["audit.security"],
  ownAllowFanout: null,
};

const cases: [string, Partial<FanoutFacts>, string, RegExp | undefined][] = [
  ["an allowed project that answers runs", {}, "run", undefined],
  ["a degraded one too", { status: "degraded" }, "run", undefined],
  ["one whose own list agrees too", { ownAllowFanout: ["graph.refresh", "audit.security"] }, "run", undefined],
  ["one whose status keeps changing runs, and that is said", { flapping: true }, "run", /keeps changing/],
  [
    "one not in projects.yaml's list is refused",
    { allowFanout: ["graph.refresh"] },
    "refused",
    /allowFanout in projects/,
  ],
  ["one whose own list says no is refused", { ownAllowFanout: ["graph.refresh"] }, "refused", /own hub\.yaml/],
  ["one whose own list is empty is refused", { ownAllowFanout: [] }, "refused", /own hub\.yaml/],
  ["a discovered one is refused, whatever it allows", { origin: "discovered" }, "refused", /does not declare it/],
  ["an archived one is refused", { origin: "archived", status: "offline" }, "refused", /archived/],
  ["an offline one is tried until the end", { status: "offline", statusReason: "silent" }, "offline", /silent.*13:00/],
  ["while nothing is heard, all are tried", { held: true }, "offline", /hears nothing/],
  ["not being allowed comes before being offline", { status: "offline", allowFanout: [] }, "refused", /allowFanout/],
];

test.each(cases)("%s", (_name, facts, decision, reason) => {
  const verdict = decideFanout({ ...permitted, ...facts }, "audit.security", until);
  expect(verdict.decision).toBe(decision as typeof verdict.decision);
  if (reason === undefined) expect(verdict.reason).toBeUndefined();
  else expect(verdict.reason).toMatch(reason);
});
