import type { Dependent, EdgeRow } from "../graph.ts";
import { bestFirst } from "./bestFirst.ts";

/** An edge to walk: `from` depends on `to`. */
export type Dependency = Pick<EdgeRow, "id" | "from" | "to" | "strength" | "dormant">;

/** A way from `slug` to the target, as a chain. */
type Way = { slug: string; strength: number; edge: string | null; next: Way | null };

function toDependent(way: Way): Dependent {
  const path: string[] = [];
  const edges: string[] = [];
  for (let step: Way | null = way; step !== null; step = step.next) {
    path.push(step.slug);
    if (step.edge !== null) edges.push(step.edge);
  }
  return { slug: way.slug, strength: way.strength, path, edges };
}

/** Stronger first; of equals the one by name, so that the answer does not depend on the order of the edges. */
const isBefore = (a: Way, b: Way): boolean => a.strength > b.strength || (a.strength === b.strength && a.slug < b.slug);

/**
 * Everybody who depends on `target`, directly or through others, with the path of the largest product of strengths, the
 * most strongly joined first. Dormant edges carry nothing. This is Dijkstra's walk over −log strength, against the
 * direction of the edges: no strength is above 1, so a way only weakens as it grows and cycles end by themselves.
 */
export function findDependents(edges: readonly Dependency[], target: string): Dependent[] {
  const into = new Map<string, Dependency[]>();
  for (const edge of edges) {
    if (edge.dormant || edge.strength <= 0) continue;
    const group = into.get(edge.to);
    if (group === undefined) into.set(edge.to, [edge]);
    else group.push(edge);
  }
  const waiting = bestFirst<Way>(isBefore);
  waiting.add({ slug: target, strength: 1, edge: null, next: null });
  const best = new Map<string, number>();
  const done = new Set<string>();
  const found: Dependent[] = [];
  for (let way = waiting.take(); way !== undefined; way = waiting.take()) {
    // A weaker way to somebody who was reached by a stronger one still waits: it is passed over.
    if (done.has(way.slug)) continue;
    done.add(way.slug);
    if (way.slug !== target) found.push(toDependent(way));
    for (const { id, from, strength } of into.get(way.slug) ?? []) {
      const product = way.strength * strength;
      if (done.has(from) || product <= (best.get(from) ?? -1)) continue;
      best.set(from, product);
      waiting.add({ slug: from, strength: product, edge: id, next: way });
    }
  }
  return found;
}
