import type { Change } from "./changes.ts";

/** How a node's disc is drawn. Each pattern differs in shape, so that none depends on colour. */
export type Pattern = "solid" | "double" | "hollow" | "hatched";

/** One project as it is drawn. `x`, `y` are the server's coordinates; `size` is a radius in pixels. */
export type NodeMark = {
  id: string;
  label: string;
  caption: string | null;
  x: number;
  y: number;
  size: number;
  color: string;
  ring: string;
  pattern: Pattern;
  /** Its name is written also where there is no room; of many urgent ones in sight only the most urgent. */
  forceLabel: boolean;
  /** How much somebody should look, from 0; names of what is more urgent come first. */
  urgency?: number;
  /** Marked with a sign, whatever its colour says. */
  alerting?: boolean;
  /** A status that the colour does not say and that is worth a sign. */
  trouble?: "degraded" | "offline" | null;
  /** What became of it since an earlier moment. */
  change?: Change | null;
  /** Stepped back behind what is selected. */
  faded: boolean;
  hidden: boolean;
};

/** Above this many edges, bends, arrows and the picking of edges cost more than they tell, but for those of the selection. */
export const plainEdgesAbove = 5000;

/** One integration as it is drawn. `size` is in pixels; `curvature` 0 is straight. */
export type EdgeMark = {
  id: string;
  from: string;
  to: string;
  label: string | null;
  size: number;
  color: string;
  curvature: number;
  /** It is no more. */
  dashed?: boolean;
  /** Drawn over the others: it is joined to what is selected. */
  front: boolean;
  hidden: boolean;
};

/** An outline around some nodes, by their ids, with a word for what they have in common. */
export type HullMark = { label: string; members: string[] };

/** Everything on the canvas. Colours are ready to draw: the renderer decides nothing. */
export type GraphMarks = { nodes: NodeMark[]; edges: EdgeMark[]; hulls: readonly HullMark[] };

/** Whether an edge is one of very many: a thin straight line without an arrow, that nobody can point at. */
export const isPlain = ({ front }: EdgeMark, { edges }: GraphMarks) => edges.length > plainEdgesAbove && !front;
