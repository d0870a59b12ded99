import { toAuditRun } from "../audits/auditRun.ts";
import type { InstanceContext } from "../context.ts";
import { addReceipts, tellingOf } from "./receipt.ts";

/**
 * Writes the last receipt of every action whose audit has ended, however it did and whichever process saw it end: a crash
 * between an audit and its receipt loses nothing.
 */
export async function settleAudits(ctx: InstanceContext): Promise<void> {
  const open = await ctx.db.prisma.actionNonce.findMany({
    where: { type: "audit.security", receipts: { none: { state: { in: ["completed", "failed", "refused"] } } } },
    select: { id: true },
  });
  const audits = await ctx.db.prisma.audit.findMany({
    where: { actionId: { in: open.map(({ id }) => id) }, finishedAt: { not: null } },
  });
  const runs = audits.map(toAuditRun);
  const tellings = runs.flatMap((run) => (run.actionId === null ? [] : [tellingOf(run.actionId, run)]));
  if (tellings.length > 0) await addReceipts(ctx, tellings);
}
