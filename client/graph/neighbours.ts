import type { EdgeMark } from "./marks.ts";

/** What visible edges join to a node, each once, in the order of the edges. */
export function neighboursOf(edges: readonly EdgeMark[], id: string): string[] {
  const near = edges.flatMap(({ from, to, hidden }) => (hidden ? [] : from === id ? [to] : to === id ? [from] : []));
  return [...new Set(near)].filter((other) => other !== id);
}

/** The next of some nodes, round and round; from elsewhere the first, or backwards the last. Null when there is none. */
export function stepAmong(near: readonly string[], from: string, step: 1 | -1): string | null {
  const at = near.indexOf(from);
  const next = at === -1 ? (step === 1 ? 0 : near.length - 1) : (at + step + near.length) % near.length;
  return near[next] ?? null;
}
