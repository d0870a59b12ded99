import type { PoolClient } from "pg";
import type { TargetState } from "../../../../contracts/actions.ts";
import type { SignedReceipt } from "../../../../contracts/envelope.ts";
import type { RejectedEvent } from "../../../mesh/parseEvent.ts";
import type { OwnedEvent } from "../../identity/identify.ts";
import { rejectEvent } from "../../quarantine/recordRejected.ts";
import { receiptMoves } from "./receiptState.ts";

/** A receipt that was signed by the project whose it is, with the event it came in. */
export type TrueReceipt = { receipt: SignedReceipt; from: OwnedEvent };

/** A receipt that changed nothing: it came late or again. `state` is the target's. */
export type IgnoredReceipt = { action: string; project: string; receipt: string; state: TargetState };

type Target = { id: string; projectId: number; state: TargetState };
type Move = { state: TargetState; receipt: SignedReceipt; receivedAt: Date };

const update = `
update "ActionTarget" target set state = moved.state, "nextAttemptAt" = null,
  "auditId" = coalesce(moved."auditId", target."auditId"), reason = coalesce(moved.reason, target.reason),
  result = coalesce(moved.result::jsonb, target.result), "updatedAt" = to_timestamp(moved.at / 1000)
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[])
  as moved (id, state, "auditId", reason, result, at)
where target.id = moved.id`;

/**
 * Moves targets forward by what their instances say, in the batch's own transaction. Late and repeated receipts change
 * nothing; one about an action that was never meant for its sender is rejected.
 *
 * @returns the targets that moved, the receipts that changed nothing, and what belongs into the quarantine.
 */
export async function recordReceipts(
  client: PoolClient,
  receipts: readonly TrueReceipt[],
): Promise<{ moved: string[]; ignored: IgnoredReceipt[]; rejected: RejectedEvent[] }> {
  if (receipts.length === 0) return { moved: [], ignored: [], rejected: [] };
  const ids = [...new Set(receipts.map(({ receipt }) => receipt.actionId))];
  const { rows } = await client.query<Target>(
    'select id, "projectId", state from "ActionTarget" where id = any($1) order by id for update',
    [ids],
  );
  const targets = new Map(rows.map((target) => [target.id, target]));
  const moves = new Map<string, Move>();
  const ignored: IgnoredReceipt[] = [];
  const rejected: RejectedEvent[] = [];
  for (const { receipt, from } of receipts) {
    const target = targets.get(receipt.actionId);
    if (target === undefined || target.projectId !== from.project.id) {
      rejected.push(rejectEvent(from.event, "receipt of an unknown action"));
      continue;
    }
    const standing = moves.get(target.id)?.state ?? target.state;
    const state = receiptMoves(standing, receipt.state);
    if (state === null) {
      ignored.push({ action: target.id, project: from.project.slug, receipt: receipt.state, state: standing });
      continue;
    }
    const before = moves.get(target.id)?.receipt;
    moves.set(target.id, { state, receipt: { ...before, ...receipt }, receivedAt: from.event.receivedAt });
  }
  await store(client, [...moves]);
  return { moved: [...moves.keys()], ignored, rejected };
}

async function store(client: PoolClient, moves: readonly [string, Move][]): Promise<void> {
  if (moves.length === 0) return;
  await client.query({
    name: "record-receipts",
    text: update,
    values: [
      moves.map(([id]) => id),
      moves.map(([, { state }]) => state),
      moves.map(([, { receipt }]) => receipt.auditId ?? null),
      moves.map(([, { receipt }]) => receipt.reason ?? null),
      moves.map(([, { receipt }]) => (receipt.result === undefined ? null : JSON.stringify(receipt.result))),
      moves.map(([, { receivedAt }]) => receivedAt.getTime()),
    ],
  });
}
