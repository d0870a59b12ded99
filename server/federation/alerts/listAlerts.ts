import { type AlertRow, type ListAlertsQuery, listAlertsQuery } from "../../../contracts/alerts.ts";
import type { FederationContext } from "../context.ts";
import { toAlertRow, withProjectSlug } from "./alertRows.ts";

/**
 * The alerts that the query lets through, newest first: those after the alert `after`, or from the newest; at most
 * `limit`, 200 unless told. Fewer than that are the last page.
 */
export async function listAlerts(ctx: FederationContext, query: ListAlertsQuery): Promise<AlertRow[]> {
  const { status, project, severity, after, limit } = listAlertsQuery.parse(query);
  const alerts = await ctx.db.prisma.ecosystemAlert.findMany({
    where: {
      ...(status === undefined ? {} : { status: { in: [status].flat() } }),
      ...(severity === undefined ? {} : { severity }),
      ...(project === undefined ? {} : { project: { slug: project } }),
    },
    include: withProjectSlug,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
    ...(after === undefined ? {} : { cursor: { id: after }, skip: 1 }),
  });
  return alerts.map(toAlertRow);
}
