import type { Policy } from "../../../contracts/config.ts";
import type { EdgeRow } from "../../../contracts/graph.ts";
import type { IntegrationKind } from "../../../contracts/names.ts";
import { configReporter } from "../../../contracts/names.ts";
import { standingOf } from "./standingOf.ts";
import { agedWeight, type Proof, strengthOf } from "./strength.ts";

/** An edge with its proofs; at least one. */
export type ProvenEdge = { id: number; kind: IntegrationKind; from: string; to: string; proofs: Proof[] };

const pairOf = ({ from, to }: ProvenEdge): string => (from < to ? `${from} ${to}` : `${to} ${from}`);

/**
 * The strength and standing of edges at `moment`. The standing of an edge depends on what else its ends see, so every
 * edge between the same two projects must be given.
 */
export function judgeEdges(
  edges: readonly ProvenEdge[],
  { halfLifeDays, dormantBelow }: Policy["integrations"],
  moment: Date,
): EdgeRow[] {
  const seenBetween = new Map<string, Set<number>>();
  const judged = edges.map((edge) => {
    const reporters = new Set<string>();
    let lastSeen = Number.NEGATIVE_INFINITY;
    for (const proof of edge.proofs) {
      if (agedWeight(proof, halfLifeDays, moment) >= dormantBelow) reporters.add(proof.reporter);
      lastSeen = Math.max(lastSeen, proof.lastSeenAt.getTime());
    }
    const pair = pairOf(edge);
    if (reporters.has(edge.from) || reporters.has(edge.to)) {
      const seen = seenBetween.get(pair);
      if (seen === undefined) seenBetween.set(pair, new Set([edge.id]));
      else seen.add(edge.id);
    }
    return { edge, reporters, pair, lastSeenAt: new Date(lastSeen).toISOString() };
  });
  return judged.map(({ edge, reporters, pair, lastSeenAt }) => {
    const strength = strengthOf(edge.proofs, halfLifeDays, moment);
    const others = seenBetween.get(pair);
    return {
      id: String(edge.id),
      from: edge.from,
      to: edge.to,
      kind: edge.kind,
      strength,
      standing: standingOf({
        declared: reporters.has(configReporter),
        byFrom: reporters.has(edge.from),
        byTo: reporters.has(edge.to),
        otherSeen: others !== undefined && others.size > (others.has(edge.id) ? 1 : 0),
      }),
      dormant: strength < dormantBelow,
      lastSeenAt,
    };
  });
}
