import { inTransaction } from "../../platform/transaction.ts";
import type { FederationContext } from "../context.ts";
import { tryLock } from "../locks.ts";
import { loadEdgeRows } from "./edgeRows.ts";
import { edgesToNote, type NotedEdge } from "./edgesToNote.ts";

const selectNoted = `
select past."edgeId" as id, past.strength, past.standing, past.at
from "IntegrationEdge" edge
cross join lateral (select * from "EdgeHistory" where "edgeId" = edge.id order by at desc limit 1) past`;

const insert = `
insert into "EdgeHistory" ("edgeId", at, strength, standing)
select id, $4, strength, standing from unnest($1::int[], $2::float8[], $3::text[]) as note (id, strength, standing)
on conflict ("edgeId", at) do update set strength = excluded.strength, standing = excluded.standing`;

/**
 * Notes how the edges are, where that has changed: evidence overwrites itself and ages, so the past must be kept. To be
 * called about once a minute; of several replicas one does it. @returns the ids of those that were noted, for pages to be told.
 */
export async function recordEdgeHistory(ctx: FederationContext): Promise<number[]> {
  return await inTransaction(ctx.db.pool, async (client) => {
    if (!(await tryLock(client, "edgeHistory"))) return [];
    const now = ctx.clock.now();
    const edges = await loadEdgeRows(ctx, {}, client);
    const noted = await client.query<NotedEdge>({ name: "noted-edges", text: selectNoted });
    const notes = edgesToNote(edges, noted.rows, ctx.policy.integrations, now);
    const ids = notes.map(({ id }) => id);
    if (ids.length === 0) return ids;
    await client.query(insert, [
      ids,
      notes.map(({ strength }) => strength),
      notes.map(({ standing }) => standing),
      now,
    ]);
    return ids;
  });
}
