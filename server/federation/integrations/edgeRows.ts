import type { EdgeRow } from "../../../contracts/graph.ts";
import type { IntegrationKind } from "../../../contracts/names.ts";
import type { FederationContext } from "../context.ts";
import { standingOf } from "./standing.ts";
import { agedWeight, configReporter, type Proof, strengthOf } from "./strength.ts";

/** Which edges to read: all between projects that are not archived, those with these ids, or those of one project. */
export type EdgeSelection = { ids?: readonly number[]; projectSlug?: string };

type StoredEdge = {
  id: number;
  kind: IntegrationKind;
  from: string;
  to: string;
  proofs: { reporter: string; weight: number; lastSeenAt: number }[];
};

/**
 * One statement. Every other edge between the same two projects comes along, because the standing of an edge depends on
 * what else its ends see. Edges without proof say nothing and are left out.
 */
const select = `
with wanted as (
  select edge."fromProjectId", edge."toProjectId" from "IntegrationEdge" edge
  join "ProjectCatalog" source on source.id = edge."fromProjectId"
  join "ProjectCatalog" target on target.id = edge."toProjectId"
  where edge.id = any($1) or $2 in (source.slug, target.slug)
)
select edge.id, edge.kind, source.slug as from, target.slug as to,
  jsonb_agg(jsonb_build_object(
    'reporter', proof.reporter, 'weight', proof.weight,
    'lastSeenAt', extract(epoch from least(proof."lastSeenAt", $3)) * 1000)) as proofs
from "IntegrationEdge" edge
join "ProjectCatalog" source on source.id = edge."fromProjectId" and source.origin <> 'archived'
join "ProjectCatalog" target on target.id = edge."toProjectId" and target.origin <> 'archived'
join "IntegrationEvidence" proof on proof."edgeId" = edge.id and ($3::timestamptz is null or proof."firstSeenAt" <= $3)
where ($1::int[] is null and $2::text is null)
  or (edge."fromProjectId", edge."toProjectId") in (select * from wanted)
  or (edge."toProjectId", edge."fromProjectId") in (select * from wanted)
group by edge.id, source.slug, target.slug
order by edge.id`;

const pairOf = ({ from, to }: StoredEdge): string => (from < to ? `${from} ${to}` : `${to} ${from}`);

type Judged = { stored: StoredEdge; proofs: Proof[]; reporters: Set<string> };

/**
 * Integrations with their strength and standing, by id: as they are now, or with `at` as they were then, from the
 * evidence there was, aged to that moment.
 */
export async function loadEdgeRows(ctx: FederationContext, selection: EdgeSelection, at?: Date): Promise<EdgeRow[]> {
  const { rows } = await ctx.db.pool.query<StoredEdge>({
    name: "edge-rows",
    text: select,
    values: [selection.ids ?? null, selection.projectSlug ?? null, at ?? null],
  });
  const moment = at ?? ctx.clock.now();
  const { halfLifeDays, dormantBelow } = ctx.policy.integrations;
  const seenBetween = new Map<string, Set<number>>();
  const judged = rows.map((stored): Judged => {
    const proofs = stored.proofs.map((proof) => ({ ...proof, lastSeenAt: new Date(proof.lastSeenAt) }));
    const awake = proofs.filter((proof) => agedWeight(proof, halfLifeDays, moment) >= dormantBelow);
    const reporters = new Set(awake.map((proof) => proof.reporter));
    if (reporters.has(stored.from) || reporters.has(stored.to)) {
      const seen = seenBetween.get(pairOf(stored)) ?? new Set();
      seenBetween.set(pairOf(stored), seen.add(stored.id));
    }
    return { stored, proofs, reporters };
  });
  const isWanted = ({ id, from, to }: StoredEdge) =>
    (selection.ids === undefined || selection.ids.includes(id)) &&
    (selection.projectSlug === undefined || from === selection.projectSlug || to === selection.projectSlug);
  return judged
    .filter(({ stored }) => isWanted(stored))
    .map(({ stored, proofs, reporters }) => {
      const strength = strengthOf(proofs, halfLifeDays, moment);
      const others = seenBetween.get(pairOf(stored)) ?? new Set();
      return {
        id: String(stored.id),
        from: stored.from,
        to: stored.to,
        kind: stored.kind,
        strength,
        standing: standingOf({
          declared: reporters.has(configReporter),
          byFrom: reporters.has(stored.from),
          byTo: reporters.has(stored.to),
          otherSeen: others.size > (others.has(stored.id) ? 1 : 0),
        }),
        dormant: strength < dormantBelow,
        lastSeenAt: new Date(Math.max(...proofs.map((proof) => proof.lastSeenAt.getTime()))).toISOString(),
      };
    });
}
