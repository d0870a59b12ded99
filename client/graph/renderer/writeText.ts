import { mix, type Palette } from "../palette.ts";
import type { LabelPlace, Rect } from "../placeLabels.ts";

const family = '"Inter Variable", ui-sans-serif, system-ui, sans-serif';
export const fonts = {
  name: `560 12.5px ${family}`,
  caption: `450 11.5px ${family}`,
  outline: `600 11.5px ${family}`,
  edge: `450 11px ${family}`,
};

/** The height of a line, in CSS pixels. */
export const lineHeight = 15;

const widths = new Map<string, number>();

/** How wide a text is, in CSS pixels. Measuring costs more than drawing, and the same names come in every frame. */
export function widthOf(context: CanvasRenderingContext2D, font: string, text: string): number {
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

function within(context: CanvasRenderingContext2D, outline: number, draw: () => void): void {
  context.save();
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = outline;
  draw();
  context.restore();
}

/** The colours of a name and of the caption below it. What steps back is still to be read. */
export function labelColors({ ink, inkQuiet, canvas }: Palette, faded: boolean): { name: string; caption: string } {
  const quiet = mix(ink, canvas, 0.35);
  return faded ? { name: quiet, caption: quiet } : { name: ink, caption: inkQuiet };
}

/** Writes the label of a node into its place: its name, and its caption below; on a plate where it lies over something. */
export function writeLabel(
  context: CanvasRenderingContext2D,
  { label, caption, faded }: { label: string; caption: string | null; faded: boolean },
  { left, top, width, height, over }: LabelPlace,
  palette: Palette,
): void {
  const colors = labelColors(palette, faded);
  within(context, 3.5, () => {
    if (over) {
      context.globalAlpha = 0.75;
      context.fillStyle = palette.canvas;
      context.beginPath();
      context.roundRect(left - 3, top, width + 6, height, 4);
      context.fill();
      context.globalAlpha = 1;
    }
    context.font = fonts.name;
    write(context, label, left + width / 2, top + lineHeight / 2, colors.name, palette.canvas);
    if (!caption) return;
    context.font = fonts.caption;
    write(context, caption, left + width / 2, top + 1.5 * lineHeight - 1, colors.caption, palette.canvas);
  });
}

/** Writes a quiet text into its place, if it has one. */
export function writeQuietly(
  context: CanvasRenderingContext2D,
  font: string,
  text: string,
  place: Rect | null | undefined,
  { inkQuiet, canvas }: Palette,
): void {
  if (!place) return;
  within(context, 4.5, () => {
    context.font = font;
    write(context, text, place.left + place.width / 2, place.top + place.height / 2, inkQuiet, canvas);
  });
}
