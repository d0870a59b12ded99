import type { InstanceContext } from "../context.ts";

/**
 * Marks as failed every run that an earlier process of this hub left unfinished. To be called once, at the start, before
 * any audit is run.
 */
export async function recoverAudits(ctx: InstanceContext): Promise<void> {
  const { count } = await ctx.db.prisma.audit.updateMany({
    where: { status: { in: ["queued", "running"] } },
    data: { status: "failed", reason: "the hub stopped while this audit ran", finishedAt: ctx.clock.now() },
  });
  if (count > 0) ctx.log.warn("audit.recovered", { runs: count });
}
