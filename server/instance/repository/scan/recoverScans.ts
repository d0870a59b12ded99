import type { InstanceContext } from "../../context.ts";

/** Marks as failed the scans that an earlier process of this hub left unfinished. To be called before any scan is run. */
export async function recoverScans(ctx: InstanceContext): Promise<void> {
  await ctx.db.prisma.scan.updateMany({
    where: { state: "running" },
    data: { state: "failed", finishedAt: ctx.clock.now() },
  });
}
