import type { EdgeRow } from "../../../contracts/graph.ts";
import type { IntegrationKind } from "../../../contracts/names.ts";
import type { FederationContext } from "../context.ts";
import { judgeEdges } from "./judgeEdges.ts";

/** Which edges to read: all between projects that are not archived, those with these ids, or those of one project. */
export type EdgeSelection = { ids?: readonly number[]; projectSlug?: string };

type StoredEdge = {
  id: number;
  kind: IntegrationKind;
  from: string;
  to: string;
  proofs: { reporter: string; weight: number; lastSeenAt: number }[];
};

/** One statement. Every other edge between the same two projects comes along. Edges without proof are left out. */
const select = `
with wanted as (
  select edge."fromProjectId", edge."toProjectId" from "IntegrationEdge" edge
  join "ProjectCatalog" source on source.id = edge."fromProjectId"
  join "ProjectCatalog" target on target.id = edge."toProjectId"
  where edge.id = any($1) or $2 in (source.slug, target.slug)
)
select edge.id, edge.kind, source.slug as from, target.slug as to,
  jsonb_agg(jsonb_build_object('reporter', proof.reporter, 'weight', proof.weight,
    'lastSeenAt', extract(epoch from proof."lastSeenAt") * 1000)) as proofs
from "IntegrationEdge" edge
join "ProjectCatalog" source on source.id = edge."fromProjectId" and source.origin <> 'archived'
join "ProjectCatalog" target on target.id = edge."toProjectId" and target.origin <> 'archived'
join "IntegrationEvidence" proof on proof."edgeId" = edge.id
where ($1::int[] is null and $2::text is null)
  or (edge."fromProjectId", edge."toProjectId") in (select * from wanted)
  or (edge."toProjectId", edge."fromProjectId") in (select * from wanted)
group by edge.id, source.slug, target.slug
order by edge.id`;

/** Integrations with their strength and standing now, by id. */
export async function loadEdgeRows(ctx: FederationContext, { ids, projectSlug }: EdgeSelection): Promise<EdgeRow[]> {
  const { rows } = await ctx.db.pool.query<StoredEdge>({
    name: "edge-rows",
    text: select,
    values: [ids ?? null, projectSlug ?? null],
  });
  const edges = rows.map((stored) => ({
    ...stored,
    proofs: stored.proofs.map((proof) => ({ ...proof, lastSeenAt: new Date(proof.lastSeenAt) })),
  }));
  const wanted = ids === undefined ? null : new Set(ids.map(String));
  return judgeEdges(edges, ctx.policy.integrations, ctx.clock.now()).filter(
    ({ id, from, to }) =>
      (wanted === null || wanted.has(id)) && (projectSlug === undefined || from === projectSlug || to === projectSlug),
  );
}
