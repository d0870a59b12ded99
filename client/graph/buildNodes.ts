import type { ProjectRow } from "../../contracts/projects.ts";
import type { Change } from "./changes.ts";
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
  /** What became of projects since an earlier moment, where that is asked. */
  changes?: ReadonlyMap<string, Change> | undefined;
  /** How many edges each project has, where the size of a disc says so; null where it says the files. */
  degrees: ReadonlyMap<string, number> | null;
};

/** Marks that were built before, for the same view and the same number of projects: what did not change is not built anew. */
export type BuiltNodes = WeakMap<ProjectRow, NodeMark>;

/** With this many nodes discs have their plain size; with fewer they grow, with more they shrink, so that they do not touch. */
const plainNodes = 30;

/** A smaller disc, in pixels, would have no room for the pattern that tells its status. */
const leastRadius = 4;

/** How far what is not joined to the selection steps back into the background, 0..1. */
const fade = 0.65;

/** The nodes of the map. `shown` are the slugs that match the filters, `near` those joined to the selection, if there is one. */
export function buildNodes(
  projects: readonly ProjectRow[],
  shown: ReadonlySet<string>,
  near: ReadonlySet<string> | null,
  { overlay, palette, project: selected, receipts, changes, degrees }: NodeView,
  built: BuiltNodes = new WeakMap(),
): NodeMark[] {
  const legend = steps(overlay, palette);
  const unknown = unknownStep(palette);
  const scale = Math.min(1.3, Math.max(0.24, Math.sqrt(plainNodes / Math.max(1, projects.length))));
  return projects.map((project) => {
    const faded = near !== null && !near.has(project.slug);
    const hidden = !shown.has(project.slug);
    const forceLabel = project.openAlerts > 0 || project.slug === selected;
    const before = built.get(project);
    if (before?.faded === faded && before.hidden === hidden) return before;
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
      urgency: project.slug === selected ? Number.POSITIVE_INFINITY : urgencyOf(project),
      alerting: project.openAlerts > 0,
      trouble: overlay === "status" || project.status === "online" ? null : project.status,
      change: changes?.get(project.slug) ?? null,
      faded,
      hidden,
    };
    built.set(project, mark);
    return mark;
  });
}

/** How much a project's name is worth writing: an open alert more than a bad status, several more than one. */
function urgencyOf({ openAlerts, status }: ProjectRow): number {
  return openAlerts > 0 ? 2 + openAlerts : { online: 0, degraded: 1, offline: 2 }[status];
}

/** A disc's radius in pixels: grows with the logarithm of the files, because repositories differ by powers of ten. */
function radiusOfFiles(files: number | null): number {
  return files === null ? 11 : Math.min(24, 9 + 4 * Math.log10(1 + files));
}

/** A disc's radius in pixels: its area grows with the edges, up to what a hub of a large fleet has. */
function radiusOfEdges(edges = 0): number {
  return Math.min(34, 7 + 4 * Math.sqrt(edges));
}
