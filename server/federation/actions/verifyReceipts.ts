import type { RejectedEvent } from "../../mesh/parseEvent.ts";
import { verifyReceipt } from "../../mesh/verifyEnvelope.ts";
import type { OwnedEvent } from "../ingest/identify.ts";
import { rejectEvent } from "../quarantine/recordRejected.ts";
import type { ActionKeys } from "./actionKeys.ts";
import type { TrueReceipt } from "./recordReceipts.ts";

/**
 * Parts a batch into receipts that their own instances have signed, and everything else; forged ones are rejected, each
 * with the reason. The broker's time counts: a receipt may have waited in the stream for longer than signatures are good.
 */
export function verifyReceipts(
  events: readonly OwnedEvent[],
  keys: ActionKeys,
): { receipts: TrueReceipt[]; others: OwnedEvent[]; rejected: RejectedEvent[] } {
  const receipts: TrueReceipt[] = [];
  const others: OwnedEvent[] = [];
  const rejected: RejectedEvent[] = [];
  for (const owned of events) {
    const { event, project } = owned;
    if (event.kind !== "action.receipt" || event.signed === null) {
      others.push(owned);
      continue;
    }
    const { slug } = project;
    const { signed: message, receivedAt } = event;
    const verdict = verifyReceipt({ message, keys: keys.forReceipts(slug), slug, receivedAt });
    if (verdict.ok) receipts.push({ receipt: verdict.receipt, from: owned });
    else rejected.push(rejectEvent(event, `receipt: ${verdict.reason}`));
  }
  return { receipts, others, rejected };
}
