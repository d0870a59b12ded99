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
  for (const audit of untold) {
    if (audit.finishedAt === null) continue;
    const payload: EventWire<"audit.result"> = {
      projectSlug: ctx.project.slug,
      auditId: audit.id,
      ...(audit.actionId === null ? {} : { actionId: audit.actionId }),
      status: auditVerdict.parse(audit.status),
      counts: counts.parse(audit.counts),
      startedAt: audit.startedAt.toISOString(),
      finishedAt: audit.finishedAt.toISOString(),
    };
    await publisher.publishEvent(eventSubject.auditResult(ctx.project.meshNs, audit.kind), payload);
    await ctx.db.prisma.audit.update({ where: { id: audit.id }, data: { toldAt: ctx.clock.now() } });
  }
}
