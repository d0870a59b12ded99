import type { InstanceAudit } from "../../../contracts/instance.ts";
import { AppError } from "../../platform/errors.ts";
import type { InstanceContext } from "../context.ts";
import { cancelledReason } from "./cancellable.ts";
import { getAudit } from "./getAudit.ts";

/**
 * Ends an audit that waits for its turn or runs, whoever asked for it, and answers how it ended: one that came to its end
 * in that very moment is answered as it is. An action's receipt then says `failed`, with the reason "cancelled".
 *
 * @throws AppError `not_found`, or `conflict` for one that has ended before.
 */
export async function cancelAudit(ctx: InstanceContext, { id }: { id: string }): Promise<InstanceAudit> {
  const read = async () => (await getAudit(ctx, { id, offset: 0, limit: 1 })).audit;
  await read();
  const { count } = await ctx.db.prisma.audit.updateMany({
    where: { id, status: "queued" },
    data: { status: "cancelled", reason: cancelledReason, finishedAt: ctx.clock.now() },
  });
  if (count === 0) {
    const stop = ctx.runningAudits?.get(id);
    if (stop === undefined) {
      const { status } = await read();
      throw new AppError("conflict", `There is nothing to cancel: this audit is ${status}.`);
    }
    await stop();
  }
  ctx.log.info("audit.cancelled", { audit: id });
  return await read();
}
