import type { RunState, TargetState } from "../../../../contracts/actions.ts";
import { isFinal } from "../receipts/receiptState.ts";

/** How many targets of a run, canaries or others, are in a state. */
export type TargetCount = { canary: boolean; state: TargetState; attempts: "none" | "some"; count: number };

export type RunTally = {
  canary: number | null;
  maxFailures: number | null;
  cancelledBy: string | null;
  counts: readonly TargetCount[];
};

/** What is to be done with a run now. */
export type RunVerdict =
  | { do: "wait" }
  | { do: "release" }
  | { do: "stop"; reason: string }
  | { do: "finish"; state: RunState; reason: string | null };

const failures: readonly TargetState[] = ["failed", "expired", "refused"];

/**
 * What a run comes to. Too many failures stop it, the end of all targets finishes it, and canaries that have all
 * completed let the others go. What the plan refused is no failure: it was never sent.
 */
export function judgeRun({ canary, maxFailures, cancelledBy, counts }: RunTally): RunVerdict {
  const sum = (which: (entry: TargetCount) => boolean) =>
    counts.reduce((total, entry) => total + (which(entry) ? entry.count : 0), 0);
  const failed = (entry: TargetCount) =>
    failures.includes(entry.state) && (entry.state !== "refused" || entry.attempts === "some");

  const failedCount = sum(failed);
  const open = sum(({ state }) => !isFinal(state));
  const allowed = maxFailures ?? (canary === null ? Number.POSITIVE_INFINITY : 0);
  if (failedCount > allowed && sum(({ state }) => state === "planned" || state === "sent") > 0) {
    return { do: "stop", reason: `Stopped: ${failedCount} failed, ${allowed} were allowed.` };
  }
  if (open === 0 && cancelledBy !== null) {
    return { do: "finish", state: "cancelled", reason: `Cancelled by ${cancelledBy}.` };
  }
  if (open === 0) return { do: "finish", ...endOf(counts, failed) };
  const waiting = sum((entry) => !entry.canary && entry.state === "planned" && entry.attempts === "none");
  const canariesOpen = sum((entry) => entry.canary && !isFinal(entry.state));
  return canary !== null && waiting > 0 && canariesOpen === 0 ? { do: "release" } : { do: "wait" };
}

function endOf(counts: readonly TargetCount[], failed: (entry: TargetCount) => boolean) {
  const bad = counts.filter((entry) => failed(entry) || entry.state === "cancelled");
  if (bad.length === 0) return { state: "completed" as const, reason: null };
  const words = Map.groupBy(bad, ({ state }) => state);
  const told = [...words].map(([state, group]) => `${group.reduce((total, { count }) => total + count, 0)} ${state}`);
  return { state: "failed" as const, reason: `${told.join(", ")}.` };
}
