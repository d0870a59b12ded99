import type { Palette } from "../palette.ts";
import type { PictureCaption } from "./contract.ts";
import { fonts, lineHeight, widthOf } from "./writeText.ts";

/** The room around the caption and between its parts, in CSS pixels. */
const room = 12;
const dot = 4.5;

/** Lays canvases of one size over each other, on a background, and says below what they show, as a PNG. */
export async function compose(
  layers: readonly HTMLCanvasElement[],
  palette: Palette,
  caption: PictureCaption,
): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, ...layers.map(({ width }) => width));
  canvas.height = Math.max(1, ...layers.map(({ height }) => height));
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser has no 2D canvas.");
  context.fillStyle = palette.canvas;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const layer of layers) if (layer.width > 0 && layer.height > 0) context.drawImage(layer, 0, 0);
  context.scale(devicePixelRatio, devicePixelRatio);
  writeCaption(context, caption, palette, canvas.height / devicePixelRatio);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be written."))),
      "image/png",
    );
  });
}

/** In the lower left corner: what it is, and below it what each colour means. */
function writeCaption(
  context: CanvasRenderingContext2D,
  { title, steps }: PictureCaption,
  { ink, inkQuiet, canvas, outline }: Palette,
  height: number,
): void {
  const widths = steps.map(({ label }) => widthOf(context, fonts.caption, label));
  const width = Math.max(
    widthOf(context, fonts.name, title),
    widths.reduce((sum, each) => sum + each + 2 * dot + 2 * room, -room),
  );
  const lines = steps.length > 0 ? 2 : 1;
  const top = height - room - lines * (lineHeight + 4);
  context.globalAlpha = 0.85;
  context.fillStyle = canvas;
  context.fillRect(room / 2, top - room / 2, width + room, height - top);
  context.globalAlpha = 1;
  context.textBaseline = "middle";
  context.font = fonts.name;
  context.fillStyle = ink;
  context.fillText(title, room, top + lineHeight / 2);
  context.font = fonts.caption;
  context.strokeStyle = outline;
  const middle = top + 1.5 * lineHeight + 4;
  let left = room;
  for (const [index, { label, color }] of steps.entries()) {
    context.beginPath();
    context.arc(left + dot, middle, dot, 0, 2 * Math.PI);
    context.fillStyle = color;
    context.fill();
    context.stroke();
    context.fillStyle = inkQuiet;
    context.fillText(label, left + 2 * dot + room / 2, middle);
    left += 2 * dot + (widths[index] ?? 0) + 2 * room;
  }
}
