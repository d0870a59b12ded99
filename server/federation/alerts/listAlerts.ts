import { type AlertRow, type ListAlertsQuery, listAlertsQuery } from "../../../contracts/alerts.ts";
import type { FederationContext } from "../context.ts";
import { toAlertRow, withProjectSlug } from "./alertRows.ts";

/** The alerts that the query lets through, newest first; at most `limit`, 200 unless told. */
export async function listAlerts(ctx: FederationContext, query: ListAlertsQuery): Promise<AlertRow[]> {
  const { status, project, limit } = listAlertsQuery.parse(query);
  const alerts = await ctx.db.prisma.ecosystemAlert.findMany({
    where: {
      ...(status === undefined ? {} : { status }),
      ...(project === undefined ? {} : { project: { slug: project } }),
    },
    include: withProjectSlug,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
  });
  return alerts.map(toAlertRow);
}
