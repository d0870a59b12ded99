import type Sigma from "sigma";
import type { Change } from "../changes.ts";
import { mix, type Palette } from "../palette.ts";

/** What is drawn beside a disc: an open alert, a status that its colour does not say, and what became of it. */
export type Sign = {
  x: number;
  y: number;
  radius: number;
  alerting: boolean;
  trouble: "degraded" | "offline" | null;
  change: Change | null;
  faded: boolean;
};

/** From this radius on a sign may lie over a disc's edge, and has room for a letter; both in CSS pixels. */
const roomyRadius = 6;

/**
 * How large the sign of a disc is, and how far right (or left) and up of the disc's middle, in CSS pixels. A small disc's sign
 * lies outside it: it would cover the status that it is about.
 */
export function signPlace(radius: number): { size: number; aside: number } {
  const size = Math.min(6, Math.max(2.4, radius * 0.6));
  return { size, aside: (radius + size * (radius < roomyRadius ? 1 : 0.6)) * Math.SQRT1_2 };
}

/** Draws the signs beside their discs: an alert to the upper right, a status to the upper left, a change to the lower right. */
export function drawSigns(context: CanvasRenderingContext2D, signs: readonly Sign[], palette: Palette): void {
  context.save();
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const { x, y, radius, alerting, trouble, change, faded } of signs) {
    const dim = (color: string) => (faded ? mix(color, palette.canvas, 0.6) : color);
    const { size, aside } = signPlace(radius);
    const [above, plate] = [y - aside, size * 1.25];
    if (alerting) {
      disc(context, x + aside, above, plate, palette.canvas);
      disc(context, x + aside, above, size, dim(palette.ink));
      if (radius >= roomyRadius) {
        context.font = `700 ${size * 1.67}px "Inter Variable", ui-sans-serif, system-ui, sans-serif`;
        context.fillStyle = palette.canvas;
        context.fillText("!", x + aside, above + 0.5);
      }
    }
    if (trouble !== null) {
      const color = dim(palette.status[trouble]);
      disc(context, x - aside, above, plate, palette.canvas);
      disc(context, x - aside, above, size, color);
      disc(context, x - aside, above, size * 0.63, palette.canvas);
      if (trouble === "degraded") disc(context, x - aside, above, size * 0.4, color);
    }
    if (change !== null) {
      disc(context, x + aside, y + aside, plate, palette.canvas);
      drawChange(context, change, x + aside, y + aside, size * 0.9, dim(palette.ink));
    }
  }
  context.restore();
}

/** A cross for what is new, a triangle upwards for what is worse, downwards for what is better. */
function drawChange(
  context: CanvasRenderingContext2D,
  change: Change,
  x: number,
  y: number,
  reach: number,
  color: string,
): void {
  context.fillStyle = color;
  if (change === "new") {
    const thick = reach * 0.45;
    context.fillRect(x - reach, y - thick / 2, 2 * reach, thick);
    context.fillRect(x - thick / 2, y - reach, thick, 2 * reach);
    return;
  }
  const tip = change === "worse" ? -reach : reach;
  context.beginPath();
  context.moveTo(x, y + tip);
  context.lineTo(x + reach, y - 0.7 * tip);
  context.lineTo(x - reach, y - 0.7 * tip);
  context.fill();
}

function disc(context: CanvasRenderingContext2D, x: number, y: number, radius: number, color: string): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
}

/** The signs beside visible discs, on screen. */
export function signsOf(sigma: Sigma): Sign[] {
  const graph = sigma.getGraph();
  return graph
    .filterNodes((_, { alerting, trouble }) => alerting === true || (trouble ?? null) !== null)
    .flatMap((id): Sign[] => {
      const data = sigma.getNodeDisplayData(id);
      if (data === undefined || data.hidden) return [];
      const { alerting = false, trouble = null, change = null, faded = false } = graph.getNodeAttributes(id);
      const radius = sigma.scaleSize(data.size);
      return [{ ...sigma.framedGraphToViewport(data), radius, alerting, trouble, change, faded }];
    });
}
