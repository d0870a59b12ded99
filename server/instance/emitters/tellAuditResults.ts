import { auditResult, auditVerdict, type EventWire } from "../../../contracts/events.ts";
import { eventSubject } from "../../../contracts/subjects.ts";
import type { Publisher } from "../../mesh/publish.ts";
import type { InstanceContext } from "../context.ts";

const { counts } = auditResult.shape;
const mostAtOnce = 100;

/** Tells how audits ended, each until the broker has it: a crash between the two tells it twice, never not at all. */
export async function tellAuditResults(ctx: InstanceContext, publisher: Publisher): Promise<void> {
  const untold = await ctx.db.prisma.audit.findMany({
    where: { toldAt: null, finishedAt: { not: null }, status: { in: auditVerdict.options } },
    orderBy: { startedAt: "asc" },
    take: mostAtOnce,
  });
  const outcomes = await Promise.allSettled(
    untold.map(async ({ id, kind, actionId, startedAt, finishedAt, ...audit }) => {
      const payload: EventWire<"audit.result"> = {
        projectSlug: ctx.project.slug,
        auditId: id,
        ...(actionId === null ? {} : { actionId }),
        status: auditVerdict.parse(audit.status),
        counts: counts.parse(audit.counts),
        startedAt: startedAt.toISOString(),
        finishedAt: (finishedAt ?? startedAt).toISOString(),
      };
      await publisher.publishEvent(eventSubject.auditResult(ctx.project.meshNs, kind), payload);
      return id;
    }),
  );
  const told = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  await ctx.db.prisma.audit.updateMany({ where: { id: { in: told } }, data: { toldAt: ctx.clock.now() } });
  const refused = outcomes.find((outcome) => outcome.status === "rejected");
  if (refused !== undefined) throw refused.reason;
}
