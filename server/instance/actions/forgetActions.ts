import type { InstanceContext } from "../context.ts";

const keptMs = 7 * 24 * 3600 * 1000;

/** Forgets actions of more than 7 days ago, with their receipts. None of them could be sent again: they expire in an hour. */
export async function forgetActions(ctx: InstanceContext): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - keptMs);
  const { count } = await ctx.db.prisma.actionNonce.deleteMany({ where: { at: { lt: before } } });
  return count;
}
