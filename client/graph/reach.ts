import type { EdgeRow } from "../../contracts/graph.ts";

type Link = Pick<EdgeRow, "from" | "to">;

/** How many edges each project has that has any. */
export function degrees(edges: readonly Link[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { from, to } of edges) {
    for (const slug of [from, to]) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  }
  return counts;
}

/** How many steps each project is away from one, in either direction of the edges. The project itself is 0 away. */
export function ranks(edges: readonly Link[], start: string): Map<string, number> {
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
