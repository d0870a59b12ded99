import { describe, expect, test } from "bun:test";
import { integrationKind } from "../../contracts/names.ts";
import { edge } from "../testing/rows.ts";
import { buildEdges } from "./buildEdges.ts";
import { overlays, steps, unknownStep } from "./overlays.ts";
import { palettes } from "./palette.ts";
import { labelColors } from "./renderer/writeText.ts";

/** The relative luminance of `#rrggbb`, and the contrast of two colours, as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}
/** How far the channels of a colour lie apart, 0 – 255: nothing for a grey. */
function colourfulness(hex: string): number {
  const channels = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
  return Math.max(...channels) - Math.min(...channels);
}

const forText = 4.5;
const forGraphics = 3;

describe.each(Object.entries(palettes))("on the %s canvas", (_theme, palette) => {
  const against = (color: string) => contrast(color, palette.canvas);

  test("names and captions are legible, also of what steps back", () => {
    for (const faded of [false, true]) {
      const { name, caption } = labelColors(palette, faded);
      expect(against(name)).toBeGreaterThanOrEqual(forText);
      expect(against(caption)).toBeGreaterThanOrEqual(forText);
    }
  });

  test.each([[1], [6000]])("edges that do not step back are seen, however weak, among %p", (count) => {
    const ids = new Set(["a", "b"]);
    const view = { palette, kinds: new Set(integrationKind.options), minStrength: 0, dormant: true } as const;
    const rows = integrationKind.options.flatMap((kind) =>
      Array.from({ length: count }, (_, index) =>
        edge({ id: `${kind}${index}`, from: "a", to: "b", kind, strength: index % 2 }),
      ),
    );
    const drawn = buildEdges(rows, ids, ids, {
      ...view,
      unwanted: new Set(),
      project: null,
      edge: null,
      changed: null,
    });
    for (const color of new Set(drawn.map((each) => each.color))) {
      expect(against(color)).toBeGreaterThanOrEqual(forGraphics);
    }
  });

  test("discs are seen: a filled one by its outline, the others by their colour", () => {
    const looks = overlays.flatMap((overlay) => [...steps(overlay, palette), unknownStep(palette, overlay)]);
    for (const { pattern, color } of looks) {
      expect(against(pattern === "solid" ? palette.outline : color)).toBeGreaterThanOrEqual(forGraphics);
    }
  });

  test("on a scale each step is louder than the one before, and none is as grey as what is unknown", () => {
    for (const scale of [palette.viridis, palette.cividis]) {
      const contrasts = scale.map(against);
      expect(contrasts).toEqual(contrasts.toSorted((a, b) => a - b));
      expect(contrasts.at(-1)).toBeGreaterThan(9);
      for (const color of scale) expect(colourfulness(color)).toBeGreaterThan(2 * colourfulness(palette.unknown));
    }
  });

  test("signs are seen", () => {
    for (const color of [palette.ink, palette.status.degraded, palette.status.offline]) {
      expect(against(color)).toBeGreaterThanOrEqual(forGraphics);
    }
  });
});
