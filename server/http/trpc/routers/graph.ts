import { z } from "zod";
import type { EcosystemMap, EdgeCard } from "../../../../contracts/graph.ts";
import { isoTime } from "../../../../contracts/names.ts";
import { getEdge } from "../../../federation/integrations/getEdge.ts";
import { getGraph } from "../../../federation/integrations/getGraph.ts";
import { procedure, router } from "../init.ts";

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
});
