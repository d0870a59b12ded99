import type Sigma from "sigma";
import type { NodeHoverDrawingFunction, NodeLabelDrawingFunction } from "sigma/rendering";
import { isSame } from "../isSame.ts";
import type { EdgeMark } from "../marks.ts";
import type { Palette } from "../palette.ts";
import { type LabelPlace, type LabelWish, nameGap, placeLabels, type Rect } from "../placeLabels.ts";
import { inWritingOrder } from "../writingOrder.ts";
import { type Disc, discsOf } from "./discsOf.ts";
import { fitCanvas } from "./fitCanvas.ts";
import { drawSigns, type Sign, signsOf } from "./signs.ts";
import { type EdgeText, textsAlong } from "./textsAlong.ts";
import { fonts, lineHeight, widthOf, writeLabel, writeQuietly } from "./writeText.ts";

/** The room between a disc and its label, in CSS pixels: a ring around the disc does not cut the name. */
const gap = nameGap;

/** What is written keeps so far from the edges of the screen, in CSS pixels. */
const margin = 6;

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
  urgency: number;
};

/** The name of an outlined group, and where around it the name could stand. */
export type OutlineLabel = { text: string; spots: readonly { x: number; y: number }[] };

/** Below a disc, above it, to its right, to its left, at its corners; above it first where its edges lead down. */
function spotsOf(
  context: CanvasRenderingContext2D,
  { x, y, size, label, caption }: Candidate,
  leadsDown: boolean,
): Rect[] {
  const width = Math.max(widthOf(context, fonts.name, label), caption ? widthOf(context, fonts.caption, caption) : 0);
  const height = caption ? 2 * lineHeight : lineHeight;
  const spot = (left: number, top: number) => ({ left, top, width, height });
  const corner = (size + gap) * Math.SQRT1_2;
  const below = spot(x - width / 2, y + size + gap);
  const above = spot(x - width / 2, y - size - gap - height);
  return [
    ...(leadsDown ? [above, below] : [below, above]),
    spot(x + size + gap + 2, y - height / 2),
    spot(x - size - gap - 2 - width, y - height / 2),
    spot(x + corner, y - corner - height),
    spot(x + corner, y + corner),
    spot(x - corner - width, y - corner - height),
    spot(x - corner - width, y + corner),
  ];
}

/**
 * Labels that keep out of each other's way. Sigma names the candidates while it renders; once it has, `draw` finds a place
 * for each, those that must be written and the largest discs first, and writes them.
 */
export function createLabels(palette: () => Palette) {
  let candidates: Candidate[] = [];
  let placed = new Map<string, LabelPlace>();
  let written: Wanted | null = null;

  const collect: NodeLabelDrawingFunction = (_, data) => {
    if (!data.label) return;
    const { key, x, y, size, label, caption, faded, forced, urgency } = data;
    candidates.push({
      ...{ id: key, x, y, size, label },
      caption: typeof caption === "string" ? caption : null,
      faded: faded === true,
      forced: forced === true,
      urgency: typeof urgency === "number" ? urgency : 0,
    });
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
    const hovered = { id, x, y, size, label, caption: text, faded: false, forced: true, urgency: 0 };
    const place = placed.get(id) ?? spotsOf(on, hovered, false)[0];
    if (place) writeLabel(on, hovered, place, palette());
  };

  return {
    collect,
    drawHover,
    /**
     * After each frame: writes the names of outlines and, where there is room, the labels of nodes, then of edges, on `layer`,
     * which Sigma does not clear. `lettered` are the edges with a label, `width` is how much of the canvas nothing covers, and
     * `covered` what else lies over it. What is written already stays: one disc of another colour is no reason to find all
     * places again.
     */
    draw(
      sigma: Sigma,
      layer: HTMLCanvasElement,
      outlines: readonly OutlineLabel[],
      lettered: readonly EdgeMark[],
      width: number,
      covered: readonly Rect[],
    ) {
      const { height, ...whole } = sigma.getDimensions();
      const wanted = {
        ...{ asked: inWritingOrder(candidates), along: textsAlong(sigma, lettered), outlines, discs: discsOf(sigma) },
        ...{ signs: signsOf(sigma), covered },
        screen: { width, height },
        ...{ canvas: whole.width, pixels: devicePixelRatio, palette: palette(), fonts: document.fonts.status },
      };
      candidates = [];
      if (isSame(wanted, written)) return;
      written = wanted;
      const context = fitCanvas(layer, whole.width, height);
      if (context !== null) placed = writeAll(context, sigma, wanted);
    },
  };
}

/** Everything that decides what is written, and where. */
type Wanted = {
  asked: readonly Candidate[];
  along: readonly EdgeText[];
  outlines: readonly OutlineLabel[];
  discs: readonly Disc[];
  signs: readonly Sign[];
  covered: readonly Rect[];
  screen: { width: number; height: number };
  palette: Palette;
};

/** Finds the places and writes. @returns where the labels of nodes are. */
function writeAll(
  context: CanvasRenderingContext2D,
  sigma: Sigma,
  { asked, along, outlines, discs, signs, covered, screen, palette }: Wanted,
): Map<string, LabelPlace> {
  const found = placeLabels(
    [
      ...outlines.map(({ text, spots }) => ({
        spots: spots.map(centred(context, fonts.outline, text)),
        forced: true,
        hides: true,
      })),
      ...asked.map(
        (each): LabelWish => ({
          spots: inSight(screen, spotsOf(context, each, leadsDown(sigma, each.id)), each.forced),
          forced: each.forced,
          hides: each.urgency === Number.POSITIVE_INFINITY,
          own: each,
        }),
      ),
      ...along.map(({ text, spots }) => ({ spots: spots.map(centred(context, fonts.edge, text)), forced: false })),
    ],
    discs,
    covered,
  ).values();
  drawSigns(context, signs, palette);
  const places = new Map<string, LabelPlace>();
  for (const { text } of outlines) writeQuietly(context, fonts.outline, text, found.next().value, palette);
  for (const candidate of asked) {
    const place = found.next().value;
    if (!place) continue;
    places.set(candidate.id, place);
    writeLabel(context, candidate, place, palette);
  }
  for (const { text } of along) writeQuietly(context, fonts.edge, text, found.next().value, palette);
  return places;
}

/** The room that a text needs whose middle is at a point. */
const centred =
  (context: CanvasRenderingContext2D, font: string, text: string) =>
  ({ x, y }: { x: number; y: number }): Rect => {
    const width = widthOf(context, font, text) + 6;
    return { left: x - width / 2, top: y - lineHeight / 2, width, height: lineHeight };
  };

/** The spots that are wholly on the screen. Where none is, what has to be written is moved onto it, and the rest left out. */
function inSight(screen: { width: number; height: number }, spots: readonly Rect[], forced: boolean): readonly Rect[] {
  const [right, bottom] = [screen.width - margin, screen.height - margin];
  const whole = spots.filter(
    ({ left, top, width, height }) =>
      left >= margin && top >= margin && left + width <= right && top + height <= bottom,
  );
  if (whole.length > 0 || !forced) return whole;
  return spots.map((spot) => ({
    ...spot,
    left: Math.max(margin, Math.min(spot.left, right - spot.width)),
    top: Math.max(margin, Math.min(spot.top, bottom - spot.height)),
  }));
}

/** Whether what a node is joined to is mostly below it. On the plane y grows upwards. */
function leadsDown(sigma: Sigma, id: string): boolean {
  const own = sigma.getNodeDisplayData(id)?.y ?? 0;
  let lower = 0;
  for (const other of sigma.getGraph().neighbors(id)) lower += own - (sigma.getNodeDisplayData(other)?.y ?? own);
  return lower > 0;
}
