import type { ProjectRow } from "../../contracts/projects.ts";
import type { NodeMark } from "./marks.ts";
import { judge, type Overlay, type Receipts, steps, unknownStep } from "./overlays.ts";
import { mix, type Palette } from "./palette.ts";

/** What the look of a node depends on, beside its project. */
export type NodeView = {
  overlay: Overlay;
  palette: Palette;
  /** The selected project. */
  project: string | null;
  /** Where each project of the shown run stands. */
  receipts?: Receipts | undefined;
  /** How many edges each project has, where the size of a disc says so; null where it says the files. */
  degrees: ReadonlyMap<string, number> | null;
};

/** Marks that were built before, for the same view and the same number of projects: what did not change is not built anew. */
export type BuiltNodes = WeakMap<ProjectRow, NodeMark>;

/** With this many nodes discs have their plain size; with fewer they grow, with more they shrink, so that they do not touch. */
const plainNodes = 30;

/** A smaller disc, in pixels, would have no room for the pattern that tells its status. */
const leastRadius = 4;

/** More names than this that nobody asked for hide the map. */
const alwaysLabelled = 30;

/** How far what is not joined to the selection steps back into the background, 0..1. */
const fade = 0.65;

/** The nodes of the map. `shown` are the slugs that match the filters, `near` those joined to the selection, if there is one. */
export function buildNodes(
  projects: readonly ProjectRow[],
  shown: ReadonlySet<string>,
  near: ReadonlySet<string> | null,
  { overlay, palette, project: selected, receipts, degrees }: NodeView,
  built: BuiltNodes = new WeakMap(),
): NodeMark[] {
  const legend = steps(overlay, palette);
  const unknown = unknownStep(palette);
  const scale = Math.min(1.3, Math.max(0.24, Math.sqrt(plainNodes / Math.max(1, projects.length))));
  const alerting = mostAlerting(projects);
  return projects.map((project) => {
    const faded = near !== null && !near.has(project.slug);
    const hidden = !shown.has(project.slug);
    const forceLabel = (alerting.has(project.slug) && !faded) || project.slug === selected;
    const before = built.get(project);
    if (before?.faded === faded && before.hidden === hidden && before.forceLabel === forceLabel) return before;
    const { step, caption } = judge(overlay, project, receipts);
    const look = (step === null ? undefined : legend[step]) ?? unknown;
    const mark: NodeMark = {
      id: project.slug,
      label: project.name,
      caption,
      x: project.x,
      y: project.y,
      size: Math.max(
        leastRadius,
        (degrees === null ? radiusOfFiles(project.kpis.files) : radiusOfEdges(degrees.get(project.slug))) * scale,
      ),
      color: faded ? mix(look.color, palette.canvas, fade) : look.color,
      ring: faded ? mix(palette.outline, palette.canvas, fade) : palette.outline,
      pattern: look.pattern,
      forceLabel,
      alerting: project.openAlerts > 0,
      trouble: overlay === "status" || project.status === "online" ? null : project.status,
      faded,
      hidden,
    };
    built.set(project, mark);
    return mark;
  });
}

/** The projects whose names are always written because they have open alerts: in a large fleet only those with the most. */
function mostAlerting(projects: readonly ProjectRow[]): Set<string> {
  const alerting = projects.filter(({ openAlerts }) => openAlerts > 0);
  const most = alerting.sort((a, b) => b.openAlerts - a.openAlerts || (b.risk.total ?? 0) - (a.risk.total ?? 0));
  return new Set(most.slice(0, alwaysLabelled).map(({ slug }) => slug));
}

/** A disc's radius in pixels: grows with the logarithm of the files, because repositories differ by powers of ten. */
function radiusOfFiles(files: number | null): number {
  return files === null ? 11 : Math.min(24, 9 + 4 * Math.log10(1 + files));
}

/** A disc's radius in pixels: its area grows with the edges, up to what a hub of a large fleet has. */
function radiusOfEdges(edges = 0): number {
  return Math.min(34, 7 + 4 * Math.sqrt(edges));
}
