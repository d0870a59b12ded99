import type { InstanceContext } from "../context.ts";
import { type AuditRun, toAuditRun } from "./auditRun.ts";

/**
 * Marks as failed every run that an earlier process of this hub left unfinished, and answers those, so that receipts can
 * say so. To be called once, at the start, before any audit is run.
 */
export async function recoverAudits(ctx: InstanceContext): Promise<AuditRun[]> {
  const rows = await ctx.db.prisma.audit.updateManyAndReturn({
    where: { status: { in: ["queued", "running"] } },
    data: { status: "failed", reason: "the hub stopped while this audit ran", finishedAt: ctx.clock.now() },
  });
  if (rows.length > 0) ctx.log.warn("audit.recovered", { runs: rows.length });
  return rows.map(toAuditRun);
}
