import type { GoneEdge } from "./changes.ts";
import { type EdgeMark, plainEdgesAbove } from "./marks.ts";
import { mix, type Palette } from "./palette.ts";
import { curvatures } from "./parallel.ts";

type GhostView = { palette: Palette; kinds: ReadonlySet<string>; minStrength: number };

/** With more ghosts than this, what they were is not written along them. */
const labelledGhosts = 12;

/** The colour of an edge that is gone: none of the kinds has it. */
export const ghostColor = ({ canvas, inkQuiet }: Palette): string => mix(canvas, inkQuiet, 0.8);

/**
 * The edges with those that are gone among them: dashed, in no kind's colour, and called so. One that sleeps on is drawn as gone
 * instead. Those with an end that is not `shown`, or that the filters leave out, are not drawn.
 */
export function withGhosts(
  edges: EdgeMark[],
  gone: readonly GoneEdge[],
  shown: ReadonlySet<string>,
  { palette, kinds, minStrength }: GhostView,
): EdgeMark[] {
  const ghosts = gone.filter(
    ({ from, to, kind, strength }) =>
      shown.has(from) && shown.has(to) && kinds.has(kind) && strength >= minStrength && from !== to,
  );
  if (ghosts.length === 0) return edges;
  const ids = new Set(ghosts.map(({ id }) => id));
  const others = edges.filter(({ id }) => !ids.has(id));
  const all = [...others, ...ghosts];
  const bends = all.length > plainEdgesAbove ? null : curvatures(all);
  const bendOf = (id: string) => bends?.get(id) ?? 0;
  const color = ghostColor(palette);
  return [
    ...others.map((edge) => (edge.curvature === bendOf(edge.id) ? edge : { ...edge, curvature: bendOf(edge.id) })),
    ...ghosts.map(({ id, from, to, kind }) => ({
      ...{ id, from, to, color, curvature: bendOf(id), size: 2.4, dashed: true, front: true, hidden: false },
      label: ghosts.length <= labelledGhosts ? `${kind}, gone` : null,
    })),
  ];
}
