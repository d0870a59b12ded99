import type { NodeMark } from "./marks.ts";

/** A screen has room for fewer names than this. */
const most = 100;

/**
 * The ids of the nodes whose names are looked for a place however small their discs are: the most urgent that are shown, and
 * of equally urgent ones the first. In a fleet where thousands are in trouble a frame would do little else.
 */
export function mostUrgent(nodes: readonly NodeMark[]): Set<string> {
  const byUrgency = new Map<number, string[]>();
  for (const { id, urgency = 0, forceLabel, hidden } of nodes) {
    if (hidden || (urgency === 0 && !forceLabel)) continue;
    const equals = byUrgency.get(urgency);
    if (equals) equals.push(id);
    else byUrgency.set(urgency, [id]);
  }
  const falling = [...byUrgency].sort(([a], [b]) => (a < b ? 1 : -1));
  return new Set(falling.flatMap(([, ids]) => ids).slice(0, most));
}
