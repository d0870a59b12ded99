import type { EdgeLabelDrawingFunction, NodeHoverDrawingFunction, NodeLabelDrawingFunction } from "sigma/rendering";
import { mix, type Palette } from "./palette.ts";

const font = '"Inter Variable", ui-sans-serif, system-ui, sans-serif';

/** Writes centred text with an outline of the background, so that it stays legible over lines. */
function write(context: CanvasRenderingContext2D, text: string, x: number, y: number, color: string, back: string) {
  context.strokeStyle = back;
  context.strokeText(text, x, y);
  context.fillStyle = color;
  context.fillText(text, x, y);
}

/** Draws a project's name below its disc, and the overlay's short text below the name. */
export function createLabelDrawing(palette: () => Palette): NodeLabelDrawingFunction {
  return (context, data) => {
    if (!data.label) return;
    const { ink, inkQuiet, canvas } = palette();
    const top = data.y + data.size + 18;
    context.save();
    context.textAlign = "center";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.font = `560 12.5px ${font}`;
    const dim = (color: string) => (data.faded === true ? mix(color, canvas, 0.45) : color);
    write(context, data.label, data.x, top, dim(ink), canvas);
    if (typeof data.caption === "string") {
      context.font = `450 11.5px ${font}`;
      write(context, data.caption, data.x, top + 14, dim(inkQuiet), canvas);
    }
    context.restore();
  };
}

/** Rings the disc under the pointer and writes its label, whether or not there was room for it. */
export function createHoverDrawing(palette: () => Palette): NodeHoverDrawingFunction {
  const drawLabel = createLabelDrawing(palette);
  return (context, data, settings) => {
    context.beginPath();
    context.arc(data.x, data.y, data.size + 3.5, 0, 2 * Math.PI);
    context.strokeStyle = palette().ink;
    context.lineWidth = 1.5;
    context.stroke();
    drawLabel(context, data, settings);
  };
}

/** Writes an edge's kind level at its middle; on a curve that is half way to the curve's control point. */
export function createEdgeLabelDrawing(palette: () => Palette): EdgeLabelDrawingFunction {
  return (context, edge, source, target) => {
    if (!edge.label) return;
    const bend = typeof edge.curvature === "number" ? edge.curvature / 2 : 0;
    const x = (source.x + target.x) / 2 + bend * (target.y - source.y);
    const y = (source.y + target.y) / 2 - bend * (target.x - source.x);
    const { inkQuiet, canvas } = palette();
    context.save();
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.font = `450 11px ${font}`;
    write(context, edge.label, x, y, inkQuiet, canvas);
    context.restore();
  };
}
