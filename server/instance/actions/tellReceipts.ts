import { type SignedReceipt, signedReceipt } from "../../../contracts/envelope.ts";
import { eventSubject } from "../../../contracts/subjects.ts";
import type { ActionReceipt } from "../../../prisma/instance/generated/client.ts";
import type { Publisher } from "../../mesh/publish.ts";
import type { InstanceContext } from "../context.ts";

const mostAtOnce = 100;

/**
 * Tells every receipt that the broker does not have yet, signed, in the order in which they were written. A crash between
 * the two tells one twice, which changes nothing.
 */
export async function tellReceipts(
  ctx: InstanceContext,
  publisher: Publisher,
  keys: readonly Uint8Array[],
): Promise<void> {
  const subject = eventSubject.actionReceipt(ctx.project.meshNs);
  for (;;) {
    const untold = await ctx.db.prisma.actionReceipt.findMany({
      where: { toldAt: null },
      orderBy: { id: "asc" },
      take: mostAtOnce,
    });
    const outcomes = await Promise.allSettled(
      untold.map(async (receipt) => {
        await publisher.publishEvent(subject, bodyOf(ctx, receipt), { sign: { id: receipt.id, keys } });
        return receipt.id;
      }),
    );
    const told = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    await ctx.db.prisma.actionReceipt.updateMany({ where: { id: { in: told } }, data: { toldAt: ctx.clock.now() } });
    const refused = outcomes.find((outcome) => outcome.status === "rejected");
    if (refused !== undefined) throw refused.reason;
    if (untold.length < mostAtOnce) return;
  }
}

function bodyOf(ctx: InstanceContext, { actionId, state, at, ...stored }: ActionReceipt): SignedReceipt {
  const { auditId, reason, result } = stored;
  return signedReceipt.parse({
    ...{ v: 1, actionId, projectSlug: ctx.project.slug, state, at: at.toISOString() },
    ...(auditId === null ? {} : { auditId }),
    ...(reason === null ? {} : { reason }),
    ...(result === null ? {} : { result }),
  });
}
