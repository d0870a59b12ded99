import type { RejectedEvent } from "../../../mesh/parseEvent.ts";
import { verifyReceipt } from "../../../mesh/verifyEnvelope.ts";
import type { OwnedEvent } from "../../identity/identify.ts";
import { rejectEvent } from "../../quarantine/recordRejected.ts";
import type { ActionKeys } from "../actionKeys.ts";
import type { TrueReceipt } from "./recordReceipts.ts";

/**
 * Takes forged receipts out of a batch, each with the reason; `receipts` are those that their own instances have signed,
 * and are among the `owned` still, for what counts events. The broker's time counts: a receipt may have waited in the
 * stream for longer than a signature is valid.
 */
export function verifyReceipts(
  events: readonly OwnedEvent[],
  keys: ActionKeys,
): { owned: OwnedEvent[]; receipts: TrueReceipt[]; rejected: RejectedEvent[] } {
  const owned: OwnedEvent[] = [];
  const receipts: TrueReceipt[] = [];
  const rejected: RejectedEvent[] = [];
  for (const from of events) {
    const { event, project } = from;
    if (event.kind !== "action.receipt" || event.signed === null) {
      owned.push(from);
      continue;
    }
    const { slug } = project;
    const { signed: message, receivedAt } = event;
    const verdict = verifyReceipt({ message, keys: keys.forReceipts(slug), slug, receivedAt });
    if (verdict.ok) {
      owned.push(from);
      receipts.push({ receipt: verdict.receipt, from });
    } else rejected.push(rejectEvent(event, `receipt: ${verdict.reason}`));
  }
  return { owned, receipts, rejected };
}
