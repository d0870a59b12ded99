import {
  type StatusChange,
  type StatusHistoryQuery,
  statusChange,
  statusHistoryQuery,
} from "../../../contracts/projects.ts";
import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";

const defaultSpanMs = 7 * 86_400_000;

/** How a project stood, oldest change first: the newest `limit` of the span, and the one in force when it began. */
export async function listStatusHistory(ctx: FederationContext, query: StatusHistoryQuery): Promise<StatusChange[]> {
  const { slug, from, to, limit } = statusHistoryQuery.parse(query);
  const until = to === undefined ? ctx.clock.now() : new Date(to);
  const since = from === undefined ? new Date(until.getTime() - defaultSpanMs) : new Date(from);
  const project = await ctx.db.prisma.projectCatalog.findUnique({ where: { slug }, select: { id: true } });
  if (project === null) throw new AppError("not_found", `There is no project "${slug}".`, { field: "slug" });
  const projectId = project.id;
  const [before, within] = await Promise.all([
    ctx.db.prisma.statusHistory.findFirst({ where: { projectId, at: { lt: since } }, orderBy: { at: "desc" } }),
    ctx.db.prisma.statusHistory.findMany({
      where: { projectId, at: { gte: since, lte: until } },
      orderBy: { at: "desc" },
      take: limit,
    }),
  ]);
  const changes = within.length < limit && before !== null ? [...within, before] : within;
  return changes.toReversed().map((change) => statusChange.parse({ ...change, at: change.at.toISOString() }));
}
