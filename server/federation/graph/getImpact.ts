import { findDependents } from "../../../contracts/graph/findDependents.ts";
import type { GraphImpact } from "../../../contracts/graph.ts";
import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";
import { loadEdgeRows } from "../integrations/edgeRows.ts";

/** Who is touched when this project fails, over edges that are not dormant, the most strongly joined first. */
export async function getImpact(ctx: FederationContext, { slug }: { slug: string }): Promise<GraphImpact> {
  const project = await ctx.db.prisma.projectCatalog.findUnique({ where: { slug }, select: { id: true } });
  if (project === null) throw new AppError("not_found", `There is no project "${slug}".`, { field: "slug" });
  return { slug, dependents: findDependents(await loadEdgeRows(ctx, {}), slug) };
}
