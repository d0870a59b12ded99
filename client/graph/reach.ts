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
  const best = new Map<string, Impact>([[slug, { slug, strength: 1, path: [slug] }]]);
  const settled = new Set<string>();
  for (;;) {
    // Strengths are at most 1, so the strongest unsettled project can get no stronger: Dijkstra, for products.
    let current: Impact | undefined;
    for (const each of best.values()) {
      if (!settled.has(each.slug) && (current === undefined || each.strength > current.strength)) current = each;
    }
    if (current === undefined) break;
    settled.add(current.slug);
    for (const { from, strength } of users.get(current.slug) ?? []) {
      const reached = current.strength * strength;
      if (reached > (best.get(from)?.strength ?? 0)) {
        best.set(from, { slug: from, strength: reached, path: [...current.path, from] });
      }
    }
  }
  best.delete(slug);
  return [...best.values()].sort((a, b) => b.strength - a.strength || a.slug.localeCompare(b.slug));
}
