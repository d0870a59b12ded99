import type { EcosystemMap } from "../../../contracts/graph.ts";
import { loadProjectRows } from "../catalog/projectRows.ts";
import type { FederationContext } from "../context.ts";
import { loadEdgeRows } from "./edgeRows.ts";

/**
 * The ecosystem as one map: projects with their places, and edges, dormant ones too, in two SQL statements.
 * With `at`, the edges are those of that moment; projects are as they are now.
 */
export async function getGraph(ctx: FederationContext, { at }: { at?: Date }): Promise<EcosystemMap> {
  const [projects, edges] = await Promise.all([loadProjectRows(ctx, {}), loadEdgeRows(ctx, {}, at)]);
  return { at: (at ?? ctx.clock.now()).toISOString(), projects, edges };
}
