import type { Audit } from "../../../prisma/instance/generated/client.ts";
import { toAuditRun } from "../audits/auditRun.ts";
import type { InstanceContext } from "../context.ts";
import { addReceipts, receiptOf } from "./receipt.ts";

const unsettled = `
select audit.* from "ActionNonce" nonce join "Audit" audit on audit."actionId" = nonce.id
where nonce.type = 'audit.security' and audit."finishedAt" is not null and not exists (
  select from "ActionReceipt" receipt
  where receipt."actionId" = nonce.id and receipt.state in ('completed', 'failed', 'refused'))`;

/**
 * Writes the last receipt of every action whose audit has ended, however it did and whichever process saw it end: a crash
 * between an audit and its receipt loses nothing.
 */
export async function settleAudits(ctx: InstanceContext): Promise<void> {
  const { rows } = await ctx.db.pool.query<Audit>({ name: "unsettled-audits", text: unsettled });
  const runs = rows.map(toAuditRun);
  const receipts = runs.flatMap((run) => (run.actionId === null ? [] : [receiptOf(run.actionId, run)]));
  if (receipts.length > 0) await addReceipts(ctx, receipts);
}
