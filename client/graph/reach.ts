import type { EdgeRow } from "../../contracts/graph.ts";

type Link = Pick<EdgeRow, "from" | "to" | "strength">;

/** How many edges each project has that has any. */
export function degrees(edges: readonly Pick<Link, "from" | "to">[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { from, to } of edges) {
    for (const slug of [from, to]) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  }
  return counts;
}

/** How many steps each project is away from one, in either direction of the edges. The project itself is 0 away. */
export function ranks(edges: readonly Pick<Link, "from" | "to">[], start: string): Map<string, number> {
  const near = new Map<string, string[]>();
  const join = (a: string, b: string) => {
    const known = near.get(a);
    if (known) known.push(b);
    else near.set(a, [b]);
  };
  for (const { from, to } of edges) {
    join(from, to);
    join(to, from);
  }
  const found = new Map([[start, 0]]);
  for (const [slug, rank] of found)
    for (const next of near.get(slug) ?? []) if (!found.has(next)) found.set(next, rank + 1);
  return found;
}

/** A project that an outage would touch: over which projects it gets there, and how strongly they hang together, 0..1. */
export type Impact = { slug: string; strength: number; path: string[] };

/**
 * Who depends on a project, directly or through others, the most strongly first. An edge from A to B says that A uses B, so
 * an outage travels against the edges. The strength of a path is the product of its edges; the strongest path counts.
 */
export function impact(edges: readonly Link[], slug: string): Impact[] {
  const users = new Map<string, Link[]>();
  for (const edge of edges) {
    const known = users.get(edge.to);
    if (known) known.push(edge);
    else users.set(edge.to, [edge]);
  }
  const settled = new Map<string, Way>();
  const waiting = new Map<string, Way>([[slug, { slug, strength: 1, over: null }]]);
  while (waiting.size > 0) {
    // Strengths are at most 1, so the strongest that waits can get no stronger: Dijkstra, for products.
    const way = [...waiting.values()].reduce((best, each) => (each.strength > best.strength ? each : best));
    waiting.delete(way.slug);
    settled.set(way.slug, way);
    for (const { from, strength } of users.get(way.slug) ?? []) {
      const reached = way.strength * strength;
      const isStronger = reached > (waiting.get(from)?.strength ?? 0);
      if (isStronger && !settled.has(from)) waiting.set(from, { slug: from, strength: reached, over: way });
    }
  }
  settled.delete(slug);
  return [...settled.values()]
    .map((way) => ({ slug: way.slug, strength: way.strength, path: pathOf(way) }))
    .sort((a, b) => b.strength - a.strength || a.slug.localeCompare(b.slug));
}

/** A way to a project as a chain: the way to the project before it, and so on to where it began. */
type Way = { slug: string; strength: number; over: Way | null };

function pathOf(way: Way): string[] {
  const path: string[] = [];
  for (let step: Way | null = way; step !== null; step = step.over) path.unshift(step.slug);
  return path;
}
