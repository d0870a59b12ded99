import { type QuarantinedEvent, type QuarantineQuery, quarantineQuery } from "../../../contracts/system.ts";
import type { FederationContext } from "../context.ts";

/** What was rejected, newest first, with what came: for whoever has to find out who sends it. */
export async function listRejected(ctx: FederationContext, query: QuarantineQuery): Promise<QuarantinedEvent[]> {
  const { after, limit } = quarantineQuery.parse(query);
  const events = await ctx.db.prisma.quarantinedEvent.findMany({
    ...(after === undefined ? {} : { where: { id: { lt: BigInt(after) } } }),
    orderBy: { id: "desc" },
    take: limit,
  });
  return events.map(({ id, subject, reason, receivedAt, payload }) => ({
    ...{ id: String(id), subject, reason, receivedAt: receivedAt.toISOString() },
    payload: new TextDecoder().decode(payload),
  }));
}
