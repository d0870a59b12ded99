import type { PoolClient } from "pg";
import { numberArray, textArray } from "../arrayLiteral.ts";

/** What makes an edge: one a pair of projects and kind. */
export type EdgeKey = { fromProjectId: number; toProjectId: number; kind: string };

/** An edge's key as text, for maps. */
export const edgeKeyText = ({ fromProjectId, toProjectId, kind }: EdgeKey): string =>
  `${fromProjectId} ${toProjectId} ${kind}`;

const select = `
select edge.id, edge."fromProjectId", edge."toProjectId", edge.kind
from "IntegrationEdge" edge
join unnest($1::int[], $2::int[], $3::text[]) as wanted ("fromProjectId", "toProjectId", kind)
  using ("fromProjectId", "toProjectId", kind)
order by edge.id for update of edge`;

const insert = `
insert into "IntegrationEdge" ("fromProjectId", "toProjectId", kind, source, strength, "detailsJson")
select *, '', 0, '{"evidence": []}'::jsonb from unnest($1::int[], $2::int[], $3::text[])
on conflict ("fromProjectId", "toProjectId", kind) do nothing`;

const columns = (keys: readonly EdgeKey[]): string[] => [
  numberArray(keys.map((key) => key.fromProjectId)),
  numberArray(keys.map((key) => key.toProjectId)),
  textArray(keys.map((key) => key.kind)),
];

/**
 * The ids of these edges, made where they are missing, and locked until the transaction ends. Asked for before they are
 * inserted, because an insert that finds its row there would still use up an id.
 */
export async function lockEdges(client: PoolClient, wanted: Iterable<EdgeKey>): Promise<Map<string, number>> {
  const keys = [...new Map([...wanted].map((key) => [edgeKeyText(key), key])).values()].sort(
    (a, b) =>
      a.fromProjectId - b.fromProjectId ||
      a.toProjectId - b.toProjectId ||
      (a.kind < b.kind ? -1 : Number(a.kind > b.kind)),
  );
  const ids = new Map<string, number>();
  const read = async () => {
    const { rows } = await client.query<EdgeKey & { id: number }>({
      name: "lock-edges",
      text: select,
      values: columns(keys),
    });
    for (const row of rows) ids.set(edgeKeyText(row), row.id);
  };
  await read();
  const missing = keys.filter((key) => !ids.has(edgeKeyText(key)));
  if (missing.length > 0) {
    await client.query({ name: "insert-edges", text: insert, values: columns(missing) });
    await read();
  }
  return ids;
}
