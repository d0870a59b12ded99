import type Sigma from "sigma";
import { mix, type Palette } from "../palette.ts";

/** What is drawn beside a disc: that its project has an open alert, and a status that its colour does not say. */
export type Sign = {
  x: number;
  y: number;
  radius: number;
  alerting: boolean;
  trouble: "degraded" | "offline" | null;
  faded: boolean;
};

/** The radius of a sign, in CSS pixels. */
const size = 6;

/** Draws the signs at the upper sides of their discs: an alert to the right, a status to the left as in the legend. */
export function drawSigns(context: CanvasRenderingContext2D, signs: readonly Sign[], palette: Palette): void {
  context.save();
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = `700 10px "Inter Variable", ui-sans-serif, system-ui, sans-serif`;
  for (const { x, y, radius, alerting, trouble, faded } of signs) {
    const dim = (color: string) => (faded ? mix(color, palette.canvas, 0.6) : color);
    const [aside, above] = [radius * 0.75 + 1, y - radius * 0.75 - 1];
    if (alerting) {
      disc(context, x + aside, above, size + 1.5, palette.canvas);
      disc(context, x + aside, above, size, dim(palette.ink));
      context.fillStyle = palette.canvas;
      context.fillText("!", x + aside, above + 0.5);
    }
    if (trouble !== null) {
      const color = dim(palette.status[trouble]);
      disc(context, x - aside, above, size + 1.5, palette.canvas);
      disc(context, x - aside, above, size, color);
      disc(context, x - aside, above, size - 2.2, palette.canvas);
      if (trouble === "degraded") disc(context, x - aside, above, size - 3.6, color);
    }
  }
  context.restore();
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
      const { alerting = false, trouble = null, faded = false } = graph.getNodeAttributes(id);
      const radius = sigma.scaleSize(data.size);
      return [{ ...sigma.framedGraphToViewport(data), radius, alerting, trouble, faded }];
    });
}
