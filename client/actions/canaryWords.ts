import type { RunRow } from "../../contracts/actions.ts";

/** How a run goes that asks a few projects first: who waits for them, and how many failures stop it; null for any other. */
export function canaryWords({ canary, maxFailures = 0, state, counts }: RunRow): string | null {
  if (canary === undefined) return null;
  const few = canary === 1 ? "1 project" : `${canary} projects`;
  const limit =
    maxFailures === 0 ? "1 failure" : `More than ${maxFailures} ${maxFailures === 1 ? "failure" : "failures"}`;
  if (state !== "running") {
    return `${few} ${canary === 1 ? "was" : "were"} asked first. ${limit} would have stopped the run.`;
  }
  const waiting = counts.planned ?? 0;
  const others = waiting > 0 ? `, ${waiting} more wait for ${canary === 1 ? "its answer" : "their answers"}` : "";
  return `${few} ${canary === 1 ? "is" : "are"} asked first${others}. ${limit} ${maxFailures > 1 ? "stop" : "stops"} the run.`;
}
