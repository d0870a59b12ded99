import type { TargetState } from "../../../../contracts/actions.ts";
import type { ReceiptState } from "../../../../contracts/envelope.ts";

/** How far along a state is. Everything from 4 on is an end. */
const rank: Record<TargetState, number> = {
  planned: 0,
  sent: 1,
  accepted: 2,
  started: 3,
  completed: 4,
  refused: 4,
  failed: 4,
  expired: 4,
  cancelled: 4,
};

/** Whether nothing changes it any more. */
export const isFinal = (state: TargetState): boolean => rank[state] === 4;

/**
 * Where a receipt moves a target, or null when it changes nothing: it is late, it was here before, or it takes back what
 * the instance has said already. Only forward, so under any order and repetition an instance's receipts end in the same
 * state.
 */
export function receiptMoves(current: TargetState, receipt: ReceiptState): TargetState | null {
  if (rank[receipt] <= rank[current]) return null;
  // What was accepted is not refused any more: an instance says one or the other.
  if (receipt === "refused" && rank[current] >= rank.accepted) return null;
  return receipt;
}
