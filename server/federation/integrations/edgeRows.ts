import type { EdgeRow } from "../../../contracts/graph.ts";
import type { IntegrationKind } from "../../../contracts/names.ts";
import type { FederationContext } from "../context.ts";
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

/**
 * One statement, a row a proof. Every other edge between the same two projects comes along. Edges without proof are left
 * out. Gathered by edge here: the database would take three times as long for it.
 */
const select = `
with wanted as (
  select edge."fromProjectId", edge."toProjectId" from "IntegrationEdge" edge
  join "ProjectCatalog" source on source.id = edge."fromProjectId"
  join "ProjectCatalog" target on target.id = edge."toProjectId"
  where edge.id = any($1) or $2 in (source.slug, target.slug)
)
select edge.id, edge.kind, source.slug as from, target.slug as to,
  proof.reporter, proof.weight, date_part('epoch', proof."lastSeenAt") * 1000 as at
from "IntegrationEdge" edge
join "ProjectCatalog" source on source.id = edge."fromProjectId" and source.origin <> 'archived'
join "ProjectCatalog" target on target.id = edge."toProjectId" and target.origin <> 'archived'
join "IntegrationEvidence" proof on proof."edgeId" = edge.id
where ($1::int[] is null and $2::text is null)
  or (edge."fromProjectId", edge."toProjectId") in (select * from wanted)
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

/** Integrations with their strength and standing now, by id. */
export async function loadEdgeRows(ctx: FederationContext, { ids, projectSlug }: EdgeSelection): Promise<EdgeRow[]> {
  const { rows } = await ctx.db.pool.query<StoredProof>({
    name: "edge-proofs",
    text: select,
    values: [ids ?? null, projectSlug ?? null],
  });
  const wanted = ids === undefined ? null : new Set(ids.map(String));
  return judgeEdges(gather(rows), ctx.policy.integrations, ctx.clock.now()).filter(
    ({ id, from, to }) =>
      (wanted === null || wanted.has(id)) && (projectSlug === undefined || from === projectSlug || to === projectSlug),
  );
}
