import type Sigma from "sigma";
import type { EdgeLabelDrawingFunction, NodeHoverDrawingFunction, NodeLabelDrawingFunction } from "sigma/rendering";
import { mix, type Palette } from "../palette.ts";
import { type LabelWish, placeLabels, type Rect } from "../placeLabels.ts";

const family = '"Inter Variable", ui-sans-serif, system-ui, sans-serif';
const nameFont = `560 12.5px ${family}`;
const captionFont = `450 11.5px ${family}`;
const outlineFont = `600 11.5px ${family}`;
const edgeFont = `450 11px ${family}`;

/** The height of a line, and the room between a disc and its label, in CSS pixels. */
const line = 15;
const gap = 5;

/** With more nodes than this in the graph, labels look out for each other only: discs are small then. */
const heededDiscs = 1500;

/** A node that may get a label, as Sigma reports it: on screen, in CSS pixels. */
type Candidate = {
  id: string;
  x: number;
  y: number;
  size: number;
  label: string;
  caption: string | null;
  faded: boolean;
  forced: boolean;
};

/** What is written along an edge: at its middle, or a third from either end where there is no room. */
type EdgeCandidate = { text: string; spots: { x: number; y: number }[] };

/** The name of an outlined group, and where around it the name could stand. */
export type OutlineLabel = { text: string; spots: readonly { x: number; y: number }[] };

const widths = new Map<string, number>();

/** Measuring costs more than drawing, and the same names come in every frame. */
function widthOf(context: CanvasRenderingContext2D, font: string, text: string): number {
  const key = `${font}${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  context.font = font;
  const { width } = context.measureText(text);
  // Widths change once, when the font has come.
  if (document.fonts.status === "loaded") widths.set(key, width);
  return width;
}

/** Writes centred text with an outline of the background, so that it stays legible over lines. */
function write(context: CanvasRenderingContext2D, text: string, x: number, y: number, color: string, back: string) {
  context.strokeStyle = back;
  context.strokeText(text, x, y);
  context.fillStyle = color;
  context.fillText(text, x, y);
}

/** Below a disc, above it, to its right, to its left; above it first where its edges lead down. */
function spotsOf(
  context: CanvasRenderingContext2D,
  { x, y, size, label, caption }: Candidate,
  leadsDown: boolean,
): Rect[] {
  const width = Math.max(widthOf(context, nameFont, label), caption ? widthOf(context, captionFont, caption) : 0);
  const height = caption ? 2 * line : line;
  const spot = (left: number, top: number) => ({ left, top, width, height });
  const below = spot(x - width / 2, y + size + gap);
  const above = spot(x - width / 2, y - size - gap - height);
  return [
    ...(leadsDown ? [above, below] : [below, above]),
    spot(x + size + gap + 2, y - height / 2),
    spot(x - size - gap - 2 - width, y - height / 2),
  ];
}

function drawLabel(
  context: CanvasRenderingContext2D,
  { label, caption, faded }: Candidate,
  { left, top, width }: Rect,
  { ink, inkQuiet, canvas }: Palette,
): void {
  const dim = (color: string) => (faded ? mix(color, canvas, 0.45) : color);
  context.save();
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.font = nameFont;
  write(context, label, left + width / 2, top + line / 2, dim(ink), canvas);
  if (caption) {
    context.font = captionFont;
    write(context, caption, left + width / 2, top + 1.5 * line - 1, dim(inkQuiet), canvas);
  }
  context.restore();
}

/**
 * Labels that keep out of each other's way. Sigma names the candidates while it renders; once it has, `draw` finds a place
 * for each, those that must be written and the largest discs first, and writes them.
 */
export function createLabels(palette: () => Palette) {
  let candidates: Candidate[] = [];
  let edgeCandidates: EdgeCandidate[] = [];
  let placed = new Map<string, Rect>();
  let context: CanvasRenderingContext2D | null = null;

  const collect: NodeLabelDrawingFunction = (on, data) => {
    context = on;
    if (!data.label) return;
    const { key, x, y, size, label, caption, faded, forceLabel } = data;
    const text = typeof caption === "string" ? caption : null;
    candidates.push({ id: key, x, y, size, label, caption: text, faded: faded === true, forced: forceLabel === true });
  };

  const collectEdge: EdgeLabelDrawingFunction = (on, { label, curvature }, source, target) => {
    context ??= on;
    if (!label) return;
    const bend = typeof curvature === "number" ? curvature : 0;
    // On a quadratic curve, whose control point lies aside of the middle by the curvature.
    const spots = [0.5, 0.36, 0.64].map((share) => {
      const aside = 2 * bend * share * (1 - share);
      return {
        x: source.x + share * (target.x - source.x) + aside * (target.y - source.y),
        y: source.y + share * (target.y - source.y) - aside * (target.x - source.x),
      };
    });
    edgeCandidates.push({ text: label, spots });
  };

  /** Rings the disc under the pointer and writes its label, whether or not there was room for it. */
  const drawHover: NodeHoverDrawingFunction = (on, data) => {
    on.beginPath();
    on.arc(data.x, data.y, data.size + 3.5, 0, 2 * Math.PI);
    on.strokeStyle = palette().ink;
    on.lineWidth = 1.5;
    on.stroke();
    if (!data.label) return;
    const { key: id, x, y, size, label, caption } = data;
    const text = typeof caption === "string" ? caption : null;
    const hovered = { id, x, y, size, label, caption: text, faded: false, forced: true };
    const place = placed.get(id) ?? spotsOf(on, hovered, false)[0];
    if (place) drawLabel(on, hovered, place, palette());
  };

  return {
    collect,
    collectEdge,
    drawHover,
    /**
     * After each frame: writes the names of outlines and, where there is room, the labels of nodes, then of edges. `width` is
     * how much of the canvas nothing covers.
     */
    draw(sigma: Sigma, outlines: readonly OutlineLabel[], width: number) {
      const asked = candidates.sort(byWeight);
      const along = edgeCandidates;
      [candidates, edgeCandidates, placed] = [[], [], new Map()];
      if (context === null || asked.length + along.length + outlines.length === 0) return;
      const on = context;
      const screen = { width, height: sigma.getDimensions().height };
      const written = placeLabels(
        [
          ...outlines.map(({ text, spots }) => ({ spots: spots.map(centred(on, outlineFont, text)), forced: true })),
          ...asked.map(
            (each): LabelWish => ({
              spots: inSight(screen, spotsOf(on, each, leadsDown(sigma, each.id))),
              forced: each.forced,
            }),
          ),
          ...along.map(({ text, spots }) => ({ spots: spots.map(centred(on, edgeFont, text)), forced: false })),
        ],
        discsOf(sigma),
      ).values();
      for (const { text } of outlines) writeAt(on, outlineFont, text, written.next().value, palette());
      for (const candidate of asked) {
        const place = written.next().value;
        if (!place) continue;
        placed.set(candidate.id, place);
        drawLabel(on, candidate, place, palette());
      }
      for (const { text } of along) writeAt(on, edgeFont, text, written.next().value, palette());
    },
  };
}

/** The room that a text needs whose middle is at a point. */
const centred =
  (context: CanvasRenderingContext2D, font: string, text: string) =>
  ({ x, y }: { x: number; y: number }): Rect => {
    const width = widthOf(context, font, text) + 6;
    return { left: x - width / 2, top: y - line / 2, width, height: line };
  };

/** The spots that are wholly on the screen; all, where none is. */
function inSight(screen: { width: number; height: number }, spots: readonly Rect[]): readonly Rect[] {
  const whole = spots.filter(
    ({ left, top, width, height }) =>
      left >= 0 && top >= 0 && left + width <= screen.width && top + height <= screen.height,
  );
  return whole.length > 0 ? whole : spots;
}

/** Whether what a node is joined to is mostly below it. On the plane y grows upwards. */
function leadsDown(sigma: Sigma, id: string): boolean {
  const own = sigma.getNodeDisplayData(id)?.y ?? 0;
  let lower = 0;
  for (const other of sigma.getGraph().neighbors(id)) lower += own - (sigma.getNodeDisplayData(other)?.y ?? own);
  return lower > 0;
}

const byWeight = (a: Candidate, b: Candidate) =>
  Number(b.forced) - Number(a.forced) || Number(a.faded) - Number(b.faded) || b.size - a.size || (a.id < b.id ? -1 : 1);

/** Writes a quiet text into its place, if it has one. */
function writeAt(
  context: CanvasRenderingContext2D,
  font: string,
  text: string,
  place: Rect | null | undefined,
  { inkQuiet, canvas }: Palette,
): void {
  if (!place) return;
  context.save();
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4.5;
  write(context, text, place.left + place.width / 2, place.top + place.height / 2, inkQuiet, canvas);
  context.restore();
}

/** The visible discs, on screen. */
function discsOf(sigma: Sigma): { x: number; y: number; radius: number }[] {
  const graph = sigma.getGraph();
  if (graph.order > heededDiscs) return [];
  return graph
    .mapNodes((id) => sigma.getNodeDisplayData(id))
    .flatMap((data) =>
      data === undefined || data.hidden
        ? []
        : [{ ...sigma.framedGraphToViewport(data), radius: sigma.scaleSize(data.size) }],
    );
}
