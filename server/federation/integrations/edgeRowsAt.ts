import type { EdgeRow, EdgeStanding } from "../../../contracts/graph.ts";
import type { IntegrationKind } from "../../../contracts/names.ts";
import type { FederationContext } from "../context.ts";
import { judgeEdges } from "./judgeEdges.ts";

type StoredEdge = {
  id: number;
  kind: IntegrationKind;
  from: string;
  to: string;
  strength: number | null;
  standing: EdgeStanding | null;
  notedAt: Date | null;
  proofs: { reporter: string; weight: number; lastSeenAt: number }[] | null;
};

/** One statement: of each edge what was noted last before `$1`, and the evidence that was there by then. */
const select = `
select edge.id, edge.kind, source.slug as from, target.slug as to,
  past.strength, past.standing, past.at as "notedAt", evidence.proofs
from "IntegrationEdge" edge
join "ProjectCatalog" source on source.id = edge."fromProjectId"
join "ProjectCatalog" target on target.id = edge."toProjectId"
left join lateral (
  select strength, standing, at from "EdgeHistory" where "edgeId" = edge.id and at <= $1 order by at desc limit 1
) past on true
left join lateral (
  select jsonb_agg(jsonb_build_object('reporter', reporter, 'weight', weight,
    'lastSeenAt', extract(epoch from least("lastSeenAt", $1)) * 1000)) as proofs
  from "IntegrationEvidence" where "edgeId" = edge.id and "firstSeenAt" <= $1
) evidence on true
where past.at is not null or evidence.proofs is not null
order by edge.id`;

/**
 * Integrations as they were at `at`, by id, also those whose ends are archived by now: what was noted then, and from
 * before anything was noted, what the evidence of now says of that time.
 */
export async function loadEdgeRowsAt(ctx: FederationContext, at: Date): Promise<EdgeRow[]> {
  const { rows } = await ctx.db.pool.query<StoredEdge>({ name: "edge-rows-at", text: select, values: [at] });
  const { integrations } = ctx.policy;
  const proven = rows.flatMap(({ proofs, ...stored }) =>
    proofs === null
      ? []
      : [{ ...stored, proofs: proofs.map((proof) => ({ ...proof, lastSeenAt: new Date(proof.lastSeenAt) })) }],
  );
  const judged = new Map(judgeEdges(proven, integrations, at).map((row) => [row.id, row]));
  return rows.flatMap(({ id, kind, from, to, strength, standing, notedAt }): EdgeRow[] => {
    const byEvidence = judged.get(String(id));
    if (strength === null || standing === null || notedAt === null) return byEvidence === undefined ? [] : [byEvidence];
    // Nothing spoke for it at that time.
    if (strength === 0) return [];
    return [
      {
        ...{ id: String(id), kind, from, to, strength, standing },
        dormant: strength < integrations.dormantBelow,
        lastSeenAt: byEvidence?.lastSeenAt ?? notedAt.toISOString(),
      },
    ];
  });
}
