import { type GraphDiff, type GraphDiffQuery, graphDiffQuery } from "../../../contracts/graph.ts";
import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";
import { diffMaps } from "./diffMaps.ts";
import { getGraph } from "./getGraph.ts";

/** What changed in the ecosystem between two moments; without `to`, until now. Four SQL statements. */
export async function getDiff(ctx: FederationContext, query: GraphDiffQuery): Promise<GraphDiff> {
  const { from, to, riskBy, strengthBy } = graphDiffQuery.parse(query);
  const begin = new Date(from);
  if (begin > ctx.clock.now())
    throw new AppError("invalid_input", "from must not be in the future.", { field: "from" });
  const [before, after] = await Promise.all([
    getGraph(ctx, { at: begin }),
    getGraph(ctx, to === undefined ? {} : { at: new Date(to) }),
  ]);
  return diffMaps(before, after, { riskBy, strengthBy });
}
