import { z } from "zod";
import {
  type EcosystemMap,
  type EdgeCard,
  type EdgeHistory,
  edgeHistoryQuery,
  type GraphDiff,
  type GraphImpact,
  graphDiffQuery,
  type PinProject,
  pinProject as pinInput,
} from "../../../../contracts/graph.ts";
import { isoTime, slug } from "../../../../contracts/names.ts";
import { getDiff } from "../../../federation/graph/getDiff.ts";
import { getGraph } from "../../../federation/graph/getGraph.ts";
import { getImpact } from "../../../federation/graph/getImpact.ts";
import { getEdge } from "../../../federation/integrations/getEdge.ts";
import { listEdgeHistory } from "../../../federation/integrations/listEdgeHistory.ts";
import { pinProject, unpinProject } from "../../../federation/layout/pinProject.ts";
import { authorOf, procedure, router } from "../init.ts";

export const graphRouter = router({
  /** The whole ecosystem, now or as it was `at` a moment. */
  ecosystem: procedure
    .input(z.strictObject({ at: isoTime.optional() }).default({}))
    .query(
      ({ ctx, input: { at } }): Promise<EcosystemMap> =>
        getGraph(ctx.fed, at === undefined ? {} : { at: new Date(at) }),
    ),

  /** One edge opened: every proof behind its strength. */
  edge: procedure
    .input(z.strictObject({ id: z.string().min(1).max(200) }))
    .query(({ ctx, input }): Promise<EdgeCard> => getEdge(ctx.fed, input)),

  /** How strong one edge was, from a moment on. */
  edgeHistory: procedure
    .input(edgeHistoryQuery)
    .query(({ ctx, input }): Promise<EdgeHistory> => listEdgeHistory(ctx.fed, input)),

  /** What changed between two moments. */
  diff: procedure.input(graphDiffQuery).query(({ ctx, input }): Promise<GraphDiff> => getDiff(ctx.fed, input)),

  /** Who is touched when a project fails. */
  impact: procedure
    .input(z.strictObject({ slug }))
    .query(({ ctx, input }): Promise<GraphImpact> => getImpact(ctx.fed, input)),

  /** Puts a project where a person wants it, on the map that everybody sees. */
  pin: procedure
    .input(pinInput)
    .mutation(({ ctx, input }): Promise<PinProject> => pinProject(ctx.fed, input, authorOf(ctx))),

  /** Puts a project back to where the map had put it. */
  unpin: procedure
    .input(z.strictObject({ slug }))
    .mutation(({ ctx, input }): Promise<void> => unpinProject(ctx.fed, input, authorOf(ctx))),
});
