import type Sigma from "sigma";
import { convexHull, type Point } from "../geometry.ts";
import type { HullMark } from "../marks.ts";
import type { Palette } from "../palette.ts";
import type { GraphRenderer } from "./contract.ts";
import { fitCanvas } from "./fitCanvas.ts";
import type { OutlineLabel } from "./labels.ts";

/** The room between a disc and the outline around it, in CSS pixels. */
const room = 16;

type HullLayerOptions = { palette(): Palette; place: GraphRenderer["place"] };

/** Outlines around groups of nodes, behind everything else. They follow their nodes, also while one is dragged. */
export function createHullLayer(sigma: Sigma, { palette, place }: HullLayerOptions) {
  const canvas = sigma.createCanvas("hulls", { beforeLayer: "edges", style: { pointerEvents: "none" } });
  let hulls: readonly HullMark[] = [];
  let isClear = true;

  return {
    set(next: readonly HullMark[]) {
      hulls = next;
    },
    /** After each frame: draws the outlines, and answers where their names could stand. */
    draw(): OutlineLabel[] {
      // An empty layer would still be laid under each frame.
      canvas.style.display = hulls.length === 0 ? "none" : "";
      if (hulls.length === 0 && isClear) return [];
      const { width, height } = sigma.getDimensions();
      const context = fitCanvas(canvas, width, height);
      isClear = hulls.length === 0;
      return hulls.flatMap(({ label, members }): OutlineLabel[] => {
        const places = members.flatMap((id) => place(id) ?? []);
        if (context === null || places.length === 0) return [];
        const [hull, reach] = [convexHull(places), reachOf(places)];
        drawHull(context, hull, reach, palette());
        return [{ text: label, spots: spotsAround(hull, reach) }];
      });
    },
  };
}

const reachOf = (places: readonly { radius: number }[]) =>
  places.reduce((most, { radius }) => Math.max(most, radius), 0) + room;

/** A hull with round corners: at each corner an arc from one side's normal to the next side's. */
function drawHull(
  context: CanvasRenderingContext2D,
  hull: readonly Point[],
  reach: number,
  { ink, inkQuiet }: Palette,
): void {
  context.beginPath();
  for (const [index, corner] of hull.entries()) {
    const before = hull.at(index - 1) ?? corner;
    const after = hull[(index + 1) % hull.length] ?? corner;
    const [from, to] = hull.length === 1 ? [0, 2 * Math.PI] : [normal(before, corner), normal(corner, after)];
    context.arc(corner.x, corner.y, reach, from, to);
  }
  context.closePath();
  context.globalAlpha = 0.045;
  context.fillStyle = ink;
  context.fill();
  context.globalAlpha = 0.7;
  context.strokeStyle = inkQuiet;
  context.lineWidth = 1;
  context.stroke();
  context.globalAlpha = 1;
}

/** On the outline at its corners, the highest first. */
function spotsAround(hull: readonly Point[], reach: number): Point[] {
  const middle = hull.reduce((sum, { x, y }) => ({ x: sum.x + x / hull.length, y: sum.y + y / hull.length }), {
    x: 0,
    y: 0,
  });
  return hull
    .toSorted((a, b) => a.y - b.y)
    .map(({ x, y }) => ({ x, y: y < middle.y || hull.length === 1 ? y - reach : y + reach }));
}

/** The direction away from the hull of the side from `a` to `b`, in radians; the hull's corners come clockwise on screen. */
const normal = (a: Point, b: Point) => Math.atan2(b.y - a.y, b.x - a.x) - Math.PI / 2;
