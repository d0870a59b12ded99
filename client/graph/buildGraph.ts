import type { EcosystemMap, EdgeRow } from "../../contracts/graph.ts";
import type { IntegrationKind } from "../../contracts/names.ts";
import type { ProjectRow } from "../../contracts/projects.ts";
import type { EdgeMark, GraphMarks, NodeMark } from "./marks.ts";
import { judge, type Overlay, steps, unknownStep } from "./overlays.ts";
import { mix, type Palette } from "./palette.ts";
import { curvatures } from "./parallel.ts";

/** How the map is to be looked at. */
export type GraphView = {
  overlay: Overlay;
  palette: Palette;
  shows(project: ProjectRow): boolean;
  kinds: ReadonlySet<IntegrationKind>;
  minStrength: number;
  dormant: boolean;
  /** A project or an edge to bring forward; everything not joined to it steps back. */
  project: string | null;
  edge: string | null;
};

/** With more edges than this, kinds are not written along all of them. */
const labelledEdges = 12;
/** With this many nodes discs have their plain size; with fewer they grow, with more they shrink, so that they do not touch. */
const plainNodes = 40;

/**
 * Turns the ecosystem into what is drawn. Pure: the same map and view give the same marks. Positions are the server's,
 * so nothing moves when the view changes; what does not match is hidden, not removed.
 */
export function buildGraph(map: EcosystemMap, view: GraphView): GraphMarks {
  const known = new Set(map.projects.map((project) => project.slug));
  const shown = new Set(map.projects.filter((project) => view.shows(project)).map((project) => project.slug));

  const edges = map.edges.filter((edge) => known.has(edge.from) && known.has(edge.to));
  const bends = curvatures(edges);
  const visible = edges.filter((edge) => showsEdge(edge, view, shown));
  const visibleIds = new Set(visible.map((edge) => edge.id));
  const near = neighbourhood(visible, view);
  const labelAll = visible.length <= labelledEdges;

  const legend = steps(view.overlay, view.palette);
  const unknown = unknownStep(view.palette);
  const scale = Math.min(1.5, Math.max(0.35, Math.sqrt(plainNodes / Math.max(1, map.projects.length))));

  return {
    nodes: map.projects.map((project): NodeMark => {
      const { step, caption } = judge(view.overlay, project);
      const look = (step === null ? undefined : legend[step]) ?? unknown;
      const faded = near !== null && !near.has(project.slug);
      return {
        id: project.slug,
        label: project.name,
        caption,
        x: project.x,
        y: project.y,
        size: radius(project.kpis.files) * scale,
        color: faded ? mix(look.color, view.palette.canvas, 0.65) : look.color,
        ring: faded ? mix(view.palette.outline, view.palette.canvas, 0.65) : view.palette.outline,
        pattern: look.pattern,
        forceLabel: project.openAlerts > 0 || project.slug === view.project,
        faded,
        hidden: !shown.has(project.slug),
      };
    }),
    edges: edges.map((edge): EdgeMark => {
      const touched = edge.id === view.edge || edge.from === view.project || edge.to === view.project;
      const faded = near !== null && !touched;
      return {
        id: edge.id,
        from: edge.from,
        to: edge.to,
        label: touched || (labelAll && near === null) ? edge.kind : null,
        size: 1.4 + 2.8 * edge.strength,
        color: mix(view.palette.canvas, view.palette.kind[edge.kind], (0.5 + 0.5 * edge.strength) * (faded ? 0.25 : 1)),
        curvature: bends.get(edge.id) ?? 0,
        hidden: !visibleIds.has(edge.id),
      };
    }),
  };
}

/** Whether an edge is drawn: both ends shown, its kind on, strong enough, and not dormant unless asked for. */
export function showsEdge(
  edge: EdgeRow,
  view: Pick<GraphView, "kinds" | "minStrength" | "dormant">,
  shown: ReadonlySet<string>,
): boolean {
  return (
    shown.has(edge.from) &&
    shown.has(edge.to) &&
    view.kinds.has(edge.kind) &&
    edge.strength >= view.minStrength &&
    (view.dormant || !edge.dormant)
  );
}

/** The selected project and all it is joined to, or the two ends of the selected edge; null when nothing is selected. */
function neighbourhood(visible: EdgeRow[], view: GraphView): Set<string> | null {
  if (view.project === null && view.edge === null) return null;
  const near = new Set<string>(view.project === null ? [] : [view.project]);
  for (const edge of visible) {
    if (edge.id === view.edge || edge.from === view.project || edge.to === view.project)
      near.add(edge.from).add(edge.to);
  }
  return near.size === 0 ? null : near;
}

/** A disc's radius in pixels: grows with the logarithm of the files, because repositories differ by powers of ten. */
function radius(files: number | null): number {
  return files === null ? 11 : Math.min(24, 9 + 4 * Math.log10(1 + files));
}
