import type { EcosystemMap, EdgeRow, GraphDiff } from "../../../contracts/graph.ts";

/** How much a risk (0..100) or a strength (0..1) must move to count. */
export type DiffThresholds = { riskBy: number; strengthBy: number };

/** Lets a move of exactly the threshold count, whatever its last bit. */
const lastBit = 1e-9;

const endsOf = ({ id, from, to, kind }: EdgeRow) => ({ id, from, to, kind });

/** A risk that becomes known or unknown has moved, however little that is. */
function hasMoved(before: number | null, after: number | null, by: number): boolean {
  if (before === null || after === null) return before !== after;
  return before !== after && Math.abs(after - before) >= by - lastBit;
}

/** What changed from one map to another. An edge that is dormant counts as not there. */
export function diffMaps(before: EcosystemMap, after: EcosystemMap, { riskBy, strengthBy }: DiffThresholds): GraphDiff {
  const projectsBefore = new Map(before.projects.map((project) => [project.slug, project]));
  const projectsAfter = new Set(after.projects.map(({ slug }) => slug));
  const both = after.projects.flatMap((now) => {
    const then = projectsBefore.get(now.slug);
    return then === undefined ? [] : [{ slug: now.slug, then, now }];
  });
  const awake = (edges: readonly EdgeRow[]) => edges.filter(({ dormant }) => !dormant);
  const edgesBefore = new Map(awake(before.edges).map((edge) => [edge.id, edge]));
  const edgesAfter = new Map(awake(after.edges).map((edge) => [edge.id, edge]));
  const withStrength = (edge: EdgeRow) => ({ ...endsOf(edge), strength: edge.strength });
  return {
    from: before.at,
    to: after.at,
    added: after.projects.map(({ slug }) => slug).filter((slug) => !projectsBefore.has(slug)),
    removed: before.projects.map(({ slug }) => slug).filter((slug) => !projectsAfter.has(slug)),
    statuses: both
      .filter(({ then, now }) => then.status !== now.status)
      .map(({ slug, then, now }) => ({ slug, before: then.status, after: now.status })),
    risks: both
      .filter(({ then, now }) => hasMoved(then.risk.total, now.risk.total, riskBy))
      .map(({ slug, then, now }) => ({ slug, before: then.risk.total, after: now.risk.total })),
    edgesNew: [...edgesAfter.values()].filter(({ id }) => !edgesBefore.has(id)).map(withStrength),
    edgesGone: [...edgesBefore.values()].filter(({ id }) => !edgesAfter.has(id)).map(withStrength),
    edgesMoved: [...edgesAfter.values()].flatMap((now) => {
      const then = edgesBefore.get(now.id);
      if (then === undefined) return [];
      if (then.standing === now.standing && !hasMoved(then.strength, now.strength, strengthBy)) return [];
      const side = ({ strength, standing }: EdgeRow) => ({ strength, standing });
      return [{ ...endsOf(now), before: side(then), after: side(now) }];
    }),
  };
}
