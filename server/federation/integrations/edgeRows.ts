import type { Pool, PoolClient } from "pg";
import type { EdgeRow } from "../../../contracts/graph.ts";
import type { IntegrationKind } from "../../../contracts/names.ts";
import type { FederationContext } from "../context.ts";
import { readTogetherIn } from "../readTogether.ts";
import { judgeEdges, type ProvenEdge } from "./judgeEdges.ts";

/** Which edges to read: all between projects that are not archived, those with these ids, or those of one project. */
export type EdgeSelection = { ids?: readonly number[]; projectSlug?: string };

/** One proof, with the edge that it is for. `at` is in milliseconds since 1970. */
type StoredProof = {
  id: number;
  kind: IntegrationKind;
  from: string;
  to: string;
  reporter: string;
  weight: number;
  at: number;
};

/** A row a proof; edges without proof are left out. Gathered by edge here: the database would take three times as long. */
const selectAll = `
select edge.id, edge.kind, source.slug as from, target.slug as to,
  proof.reporter, proof.weight, date_part('epoch', proof."lastSeenAt") * 1000 as at
from "IntegrationEdge" edge
join "ProjectCatalog" source on source.id = edge."fromProjectId" and source.origin <> 'archived'
join "ProjectCatalog" target on target.id = edge."toProjectId" and target.origin <> 'archived'
join "IntegrationEvidence" proof on proof."edgeId" = edge.id`;

/** The same of some edges, with every other edge between the same two projects, which they are judged beside. */
const selectSome = `
with wanted as (
  select edge."fromProjectId", edge."toProjectId" from "IntegrationEdge" edge
  join "ProjectCatalog" source on source.id = edge."fromProjectId"
  join "ProjectCatalog" target on target.id = edge."toProjectId"
  where edge.id = any($1) or $2 in (source.slug, target.slug)
)
${selectAll}
where (edge."fromProjectId", edge."toProjectId") in (select * from wanted)
  or (edge."toProjectId", edge."fromProjectId") in (select * from wanted)`;

/** The edges of some proofs, by id. */
function gather(proofs: readonly StoredProof[]): ProvenEdge[] {
  const edges = new Map<number, ProvenEdge>();
  for (const { id, kind, from, to, reporter, weight, at } of proofs) {
    const proof = { reporter, weight, lastSeenAt: new Date(at) };
    const known = edges.get(id);
    if (known === undefined) edges.set(id, { id, kind, from, to, proofs: [proof] });
    else known.proofs.push(proof);
  }
  return [...edges.values()].sort((a, b) => a.id - b.id);
}

async function readAll(ctx: FederationContext, client: Pool | PoolClient): Promise<EdgeRow[]> {
  const { rows } = await client.query<StoredProof>({ name: "edge-proofs", text: selectAll });
  return judgeEdges(gather(rows), ctx.policy.integrations, ctx.clock.now());
}

/** Of 5,000 projects this is megabytes, and pages ask for it together. */
const loadAll = readTogetherIn((ctx: FederationContext) => readAll(ctx, ctx.db.pool));

/**
 * Integrations with their strength and standing now, by id. Inside a transaction they are read with its `client`. Without
 * one, all of them are one answer for whoever asks at the same time, which nobody alters.
 */
export async function loadEdgeRows(
  ctx: FederationContext,
  { ids, projectSlug }: EdgeSelection,
  client?: PoolClient,
): Promise<EdgeRow[]> {
  if (ids === undefined && projectSlug === undefined) {
    return client === undefined ? await loadAll(ctx) : await readAll(ctx, client);
  }
  const values = [ids ?? null, projectSlug ?? null];
  const some = { name: "edge-proofs-of-some", text: selectSome, values };
  const { rows } = await (client ?? ctx.db.pool).query<StoredProof>(some);
  const wanted = ids === undefined ? null : new Set(ids.map(String));
  return judgeEdges(gather(rows), ctx.policy.integrations, ctx.clock.now()).filter(
    ({ id, from, to }) =>
      (wanted === null || wanted.has(id)) && (projectSlug === undefined || from === projectSlug || to === projectSlug),
  );
}
