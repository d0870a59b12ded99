import type { EdgeRow, EdgeStanding } from "../../contracts/graph.ts";
import type { IntegrationKind } from "../../contracts/names.ts";
import { type EdgeMark, plainEdgesAbove } from "./marks.ts";
import { mix, type Palette } from "./palette.ts";
import { curvatures } from "./parallel.ts";

/** What of the edges is wanted, and what is selected. */
export type EdgeView = {
  palette: Palette;
  kinds: ReadonlySet<IntegrationKind>;
  /** The weakest edge that is drawn, 0..1. */
  minStrength: number;
  dormant: boolean;
  /** Standings that are hidden. */
  unwanted: ReadonlySet<EdgeStanding>;
  /** A project or an edge to bring forward; everything not joined to it steps back. */
  project: string | null;
  edge: string | null;
  /** Edges that are different from an earlier moment, to bring forward likewise; null: nothing is compared. */
  changed: ReadonlySet<string> | null;
};

/** With more edges than this, kinds are not written along all of them. */
const labelledEdges = 12;

/** With more edges than this, each is drawn thinner, so that the nodes stay in front. */
const roomyEdges = 300;

/** How much of its kind's colour the weakest edge has, and one that steps back behind what is selected, 0..1. */
const weakest = 0.8;
const steppedBack = 0.2;

const none: ReadonlySet<string> = new Set();
const unbent: ReadonlyMap<string, number> = new Map();

/** The edges that are drawn: both ends shown, kind and standing on, strong enough, and not dormant unless asked for. */
export function visibleEdges(
  edges: readonly EdgeRow[],
  shown: ReadonlySet<string>,
  view: Pick<EdgeView, "kinds" | "minStrength" | "dormant" | "unwanted">,
): EdgeRow[] {
  return edges.filter(
    (edge) =>
      shown.has(edge.from) &&
      shown.has(edge.to) &&
      view.kinds.has(edge.kind) &&
      !view.unwanted.has(edge.standing) &&
      edge.strength >= view.minStrength &&
      (view.dormant || !edge.dormant),
  );
}

type Selection = Pick<EdgeView, "project" | "edge" | "changed">;

/** The selected project and all it is joined to, or the two ends of the selected edge; null when nothing is selected. */
export function neighbourhood(visible: readonly EdgeRow[], selection: Selection): Set<string> | null {
  if (selection.project === null && selection.edge === null) return null;
  const near = new Set<string>(selection.project === null ? [] : [selection.project]);
  for (const edge of visible) if (isTouched(edge, selection)) near.add(edge.from).add(edge.to);
  return near.size === 0 ? null : near;
}

function isTouched(edge: EdgeRow, { project, edge: id, changed }: Selection): boolean {
  return edge.id === id || edge.from === project || edge.to === project || (changed?.has(edge.id) ?? false);
}

/** The edges of the map. Those with an end that is not `known` are left out: there is nowhere to draw them. */
export function buildEdges(
  rows: readonly EdgeRow[],
  known: ReadonlySet<string>,
  shown: ReadonlySet<string>,
  view: EdgeView,
): EdgeMark[] {
  const edges = rows.filter((edge) => known.has(edge.from) && known.has(edge.to));
  const bends = edges.length > plainEdgesAbove ? unbent : curvatures(edges);
  const visible = visibleEdges(edges, shown, view);
  const visibleIds = new Set(visible.map((edge) => edge.id));
  const isSelecting = view.project !== null || view.edge !== null || view.changed !== null;
  const important = isSelecting ? visible.filter((edge) => isTouched(edge, view)) : visible;
  const labelled = important.length <= labelledEdges ? new Set(important.map((edge) => edge.id)) : none;
  const calm = Math.max(0.35, Math.min(1, Math.sqrt(roomyEdges / Math.max(1, visible.length))));
  const { canvas, kind } = view.palette;
  return edges.map((edge) => {
    const touched = isTouched(edge, view);
    const presence = touched || !isSelecting ? weakest + (1 - weakest) * edge.strength : steppedBack;
    return {
      id: edge.id,
      from: edge.from,
      to: edge.to,
      label: labelled.has(edge.id) ? edge.kind : null,
      size: (1.4 + 2.8 * edge.strength) * (touched ? 1 : calm),
      color: mix(canvas, kind[edge.kind], presence),
      curvature: bends.get(edge.id) ?? 0,
      front: touched,
      hidden: !visibleIds.has(edge.id),
    };
  });
}
