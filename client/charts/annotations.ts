import type uPlot from "uplot";
import type { Annotation } from "./chartData.ts";

/** Draws upright lines into a plot: that of an alert is dashed under a triangle, that of a run whole under a square. */
export function drawAnnotations(
  plot: uPlot,
  annotations: readonly Annotation[],
  colors: Record<Annotation["kind"], string>,
): void {
  const { ctx: context, bbox } = plot;
  const pixel = devicePixelRatio;
  context.save();
  context.lineWidth = pixel;
  for (const { at, kind } of annotations) {
    const x = Math.round(plot.valToPos(at, "x", true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    context.strokeStyle = colors[kind];
    context.fillStyle = colors[kind];
    context.setLineDash(kind === "alert" ? [4 * pixel, 3 * pixel] : []);
    context.beginPath();
    context.moveTo(x, bbox.top);
    context.lineTo(x, bbox.top + bbox.height);
    context.stroke();
    const half = 3.5 * pixel;
    context.beginPath();
    if (kind === "run") context.rect(x - half, bbox.top - half, 2 * half, 2 * half);
    else {
      context.moveTo(x, bbox.top - half);
      context.lineTo(x + half, bbox.top + half);
      context.lineTo(x - half, bbox.top + half);
    }
    context.fill();
  }
  context.restore();
}
