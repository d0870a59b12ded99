import type { InstanceAudits, InstanceAuditsQuery } from "../../../contracts/instance.ts";
import type { InstanceContext } from "../context.ts";
import { toAudit } from "./toAudit.ts";

/** Runs of audits, newest first, a page at a time. */
export async function listAudits(ctx: InstanceContext, query: InstanceAuditsQuery): Promise<InstanceAudits> {
  const where = {
    ...(query.kind === undefined ? {} : { kind: query.kind }),
    ...(query.status === undefined ? {} : { status: query.status }),
  };
  const [total, rows] = await Promise.all([
    ctx.db.prisma.audit.count({ where }),
    ctx.db.prisma.audit.findMany({
      where,
      orderBy: [{ startedAt: "desc" }, { id: "desc" }],
      include: { _count: { select: { findings: true } } },
      skip: query.offset,
      take: query.limit,
    }),
  ]);
  const end = query.offset + rows.length;
  return { audits: rows.map(toAudit), total, next: end < total ? end : null };
}
