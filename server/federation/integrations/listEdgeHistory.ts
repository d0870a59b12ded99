import { type EdgeHistory, type EdgeHistoryQuery, edgeHistoryQuery } from "../../../contracts/graph.ts";
import type { FederationContext } from "../context.ts";
import { findEdge } from "./findEdge.ts";

type Note = EdgeHistory["points"][number];

/** Of each step of time the last note, and before them the one that was in force when they began. */
const select = `
(select $2::timestamptz as at, strength, standing from "EdgeHistory"
  where "edgeId" = $1 and at < $2 order by "EdgeHistory".at desc limit 1)
union all
(select distinct on (floor(extract(epoch from at) / $3)) at, strength, standing from "EdgeHistory"
  where "edgeId" = $1 and at >= $2 order by floor(extract(epoch from at) / $3), at desc)`;

/** How strong an integration was from a moment on, oldest first, and how strong it is now. Throws `not_found`. */
export async function listEdgeHistory(ctx: FederationContext, query: EdgeHistoryQuery): Promise<EdgeHistory> {
  const { id, from, points } = edgeHistoryQuery.parse(query);
  const now = ctx.clock.now();
  const { strength, standing } = await findEdge(ctx, id);
  const stepSeconds = Math.max(1, (now.getTime() - Date.parse(from)) / 1000 / points);
  const { rows } = await ctx.db.pool.query<Omit<Note, "at"> & { at: Date }>({
    name: "edge-history",
    text: select,
    values: [Number(id), new Date(from), stepSeconds],
  });
  const noted = rows.map((note): Note => ({ ...note, at: note.at.toISOString() }));
  return { id, points: [...noted, { at: now.toISOString(), strength, standing }] };
}
