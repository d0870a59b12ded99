import type { EcosystemMap } from "../../../contracts/graph.ts";
import { loadProjectRows } from "../catalog/projectRows.ts";
import { loadProjectRowsAt } from "../catalog/projectRowsAt.ts";
import type { FederationContext } from "../context.ts";
import { loadEdgeRows } from "../integrations/edgeRows.ts";
import { loadEdgeRowsAt } from "../integrations/edgeRowsAt.ts";

/**
 * The ecosystem as one map: projects with their places, and edges, dormant ones too, in two SQL statements. With `at`,
 * everything as it was at that moment; a moment that has not come yet is now.
 */
export async function getGraph(ctx: FederationContext, { at }: { at?: Date }): Promise<EcosystemMap> {
  const now = ctx.clock.now();
  if (at === undefined || at >= now) {
    const [projects, edges] = await Promise.all([loadProjectRows(ctx, {}), loadEdgeRows(ctx, {})]);
    return { at: now.toISOString(), projects, edges };
  }
  const [projects, edges] = await Promise.all([loadProjectRowsAt(ctx, at), loadEdgeRowsAt(ctx, at)]);
  const shown = new Set(projects.map(({ slug }) => slug));
  return { at: at.toISOString(), projects, edges: edges.filter(({ from, to }) => shown.has(from) && shown.has(to)) };
}
