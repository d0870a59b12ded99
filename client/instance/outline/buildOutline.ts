import type { InstanceOutline, OutlineNode } from "../../../contracts/instance.ts";
import type { EdgeMark, GraphMarks, NodeMark } from "../../graph/marks.ts";
import { mix, type Palette } from "../../graph/palette.ts";
import { type Arrangement, arrange } from "./arrange.ts";
import { languageColors } from "./languageColors.ts";
import { baseRadius } from "./nodeSize.ts";

/** Everything is scaled to one frame, so that opening a folder does not leave the camera looking at empty space. */
const frame = 1000;

/** How far what is not joined to the selection steps back into the background, 0..1. */
const fade = 0.7;

/** A name that nobody asked for needs about this much of a map of so many pixels; with more they hide it. */
const pixelsPerName = 23;

/** The root has the id `""`, which no mark may have. */
export const markId = (id: string): string => (id === "" ? "/" : id);

/** The last part of a path; `name` for the root. */
export function nodeName(node: OutlineNode, name: string): string {
  if (node.kind === "rest") return `${node.files.toLocaleString()} more files`;
  return node.id === "" ? name : node.id.slice(node.id.lastIndexOf("/") + 1);
}

export type OutlineView = {
  name: string;
  palette: Palette;
  /** The id of the node that is selected. */
  selected: string | null;
  /** The map is drawn into a square of about this many pixels; discs shrink to fit it. */
  pixels: number;
};

/** Turns an outline into what is drawn: folders with thin lines to what they hold, and imports as arrows. Pure. */
export function buildOutline(outline: InstanceOutline, view: OutlineView): GraphMarks {
  const near = neighbours(outline, view.selected);
  const arrangement = arrange(outline.nodes);
  return { nodes: nodeMarks(outline.nodes, arrangement, near, view), edges: edgeMarks(outline, near, view), hulls: [] };
}

/** The selected node and what imports it or is imported by it; null while nothing is selected. */
function neighbours({ imports }: InstanceOutline, selected: string | null): ReadonlySet<string> | null {
  if (selected === null) return null;
  const joined = imports.flatMap(({ from, to }) => (from === selected ? [to] : to === selected ? [from] : []));
  return new Set([selected, ...joined]);
}

function nodeMarks(
  nodes: readonly OutlineNode[],
  { places, reach }: Arrangement,
  near: ReadonlySet<string> | null,
  { name, palette, selected, pixels }: OutlineView,
): NodeMark[] {
  const scale = Math.min(1.4, pixels / 2 / Math.max(1, reach));
  const isFolder = ({ kind }: OutlineNode) => kind === "folder" || kind === "open";
  const folders = nodes.filter(isFolder).length;
  const languages = languageColors(nodes, palette);
  return nodes.map((node) => {
    const at = places.get(node.id) ?? { x: 0, y: 0 };
    const faded = near !== null && !near.has(node.id) && node.kind !== "open";
    const { color, pattern } = lookOf(node, palette, languages);
    return {
      id: markId(node.id),
      label: nodeName(node, name),
      caption: node.kind === "folder" ? `${node.files.toLocaleString()} files` : null,
      x: (at.x / Math.max(1, reach)) * frame,
      y: (at.y / Math.max(1, reach)) * frame,
      size: Math.max(2, baseRadius(node) * scale),
      color: faded ? mix(color, palette.canvas, fade) : color,
      ring: faded ? mix(palette.outline, palette.canvas, fade) : palette.outline,
      pattern,
      forceLabel: node.id === selected || (isFolder(node) && folders * pixelsPerName <= pixels && !faded),
      faded,
      hidden: false,
    };
  });
}

/** A disc of its own for each kind, in no colour of a status; of the files, the larger languages have colours. */
function lookOf(
  { kind, skipped, language }: OutlineNode,
  palette: Palette,
  languages: ReadonlyMap<string, string>,
): Pick<NodeMark, "color" | "pattern"> {
  if (kind === "open") return { color: palette.outline, pattern: "hollow" };
  if (kind === "folder") return { color: palette.inkQuiet, pattern: "double" };
  if (kind === "rest" || skipped !== null) return { color: palette.unknown, pattern: "hatched" };
  return { color: languages.get(language ?? "") ?? palette.inkQuiet, pattern: "solid" };
}

function edgeMarks(
  { nodes, imports }: InstanceOutline,
  near: ReadonlySet<string> | null,
  { palette, selected }: OutlineView,
): EdgeMark[] {
  const holds = nodes.flatMap(({ id, parent }): EdgeMark[] =>
    parent === null
      ? []
      : [
          {
            ...{ id: `holds ${id}`, from: markId(parent), to: markId(id), label: null },
            ...{ size: 1.4, color: palette.outline, curvature: 0, front: false, hidden: false },
          },
        ],
  );
  const arrows = imports.map(({ from, to, count }): EdgeMark => {
    const front = from === selected || to === selected;
    const faded = near !== null && !front;
    return {
      ...{ id: `imports ${from} ${to}`, from: markId(from), to: markId(to) },
      label: front && count > 1 ? `${count} imports` : null,
      size: Math.min(5, 2 + Math.log2(count) / 2),
      color: faded ? mix(palette.kind.api, palette.canvas, 0.85) : palette.kind.api,
      ...{ curvature: 0.2, front, hidden: false },
    };
  });
  return [...holds, ...arrows];
}
