import type { ReceiptState } from "../../../contracts/envelope.ts";
import type { Prisma } from "../../../prisma/instance/generated/client.ts";
import type { AuditRun } from "../audits/auditRun.ts";
import type { InstanceContext } from "../context.ts";

/** What is told of an action: a receipt without what only its publishing adds. */
export type Receipt = {
  actionId: string;
  state: ReceiptState;
  auditId?: string;
  reason?: string;
  result?: Prisma.InputJsonObject;
};

const longestReason = 500;

/** Stores receipts to be told; one that says again what was said is left out. */
export async function addReceipts(
  ctx: InstanceContext,
  receipts: readonly Receipt[],
  db: Pick<InstanceContext["db"]["prisma"], "actionReceipt"> = ctx.db.prisma,
): Promise<void> {
  const at = ctx.clock.now();
  await db.actionReceipt.createMany({
    data: receipts.map(({ reason, ...told }) => ({
      ...told,
      ...(reason === undefined ? {} : { reason: reason.slice(0, longestReason).toWellFormed() }),
      id: Bun.randomUUIDv7(),
      at,
    })),
    skipDuplicates: true,
  });
}

/** How an audit that has ended is told to whoever asked for it. */
export function receiptOf(actionId: string, run: AuditRun): Receipt {
  const { id: auditId, status, counts, reason } = run;
  const why = reason === null ? {} : { reason };
  if (status === "failed" || status === "cancelled") return { actionId, state: "failed", auditId, ...why };
  return { actionId, state: "completed", auditId, ...why, result: { status, counts } };
}
