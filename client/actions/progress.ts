import type { RunRow } from "../../contracts/actions.ts";
import { type ReceiptStep, receiptSteps, type Standing } from "../graph/receiptSteps.ts";

/** What a run says of its targets without naming them: how many are in each state, and how many of them are flagged. */
export type Tally = Pick<RunRow, "counts" | "flagged">;

/** How many targets of a run are in each step, from not yet to over; steps that none is in are left out. */
export function stepCounts(tally: Tally): { step: ReceiptStep; count: number }[] {
  return receiptSteps.map((step) => ({ step, count: countOf(tally, step.states) })).filter(({ count }) => count > 0);
}

/** How many targets a retry would try again. */
export const failedOf = (tally: Tally): number => countOf(tally, ["failed", "expired"]);

/**
 * How a run is in one line: while it goes, how many are done with, "7 of 9 · 1 failed"; once it is over, how they ended,
 * "2 completed, 1 needs a look · 1 refused".
 */
export function progressWords(tally: Tally): string {
  const { counts } = tally;
  const flagged = countOf(tally, ["flagged"]);
  const done = flagged + countOf(tally, ["completed"]);
  const open = countOf(tally, ["planned", "sent", "accepted", "started"]);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const needsALook = flagged > 0 && `${flagged} ${flagged === 1 ? "needs" : "need"} a look`;
  const failed = failedOf(tally);
  return [
    open > 0 ? `${total - open} of ${total}` : done > 0 && [`${done} completed`, needsALook].filter(Boolean).join(", "),
    open > 0 && needsALook,
    failed > 0 && `${failed} failed`,
    ...(["refused", "cancelled"] as const).map((state) => counts[state] && `${counts[state]} ${state}`),
  ]
    .filter(Boolean)
    .join(" · ");
}

function countOf({ counts, flagged = 0 }: Tally, states: readonly Standing[]): number {
  const known = { ...counts, flagged, completed: (counts.completed ?? 0) - flagged };
  return states.reduce((sum, state) => sum + (known[state] ?? 0), 0);
}
