import { expect, test } from "bun:test";

const sheet = await Bun.file(new URL("../styles.css", import.meta.url)).text();

/** The colours of a theme by their names, as the sheet's rule of this selector gives them. */
function coloursOf(selector: string): Map<string, string> {
  const start = sheet.indexOf(`${selector} {`);
  const rule = sheet.slice(start, sheet.indexOf("}", start));
  return new Map([...rule.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", color = ""]) => [name, color]));
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ["canvas", "surface", "raised", "hover", "accent-soft"];
const pairs = [
  ...["ink", "ink-2", "ink-3"].flatMap((ink) => surfaces.map((surface) => [ink, surface] as const)),
  ["accent-ink", "accent"] as const,
];

test.each([[":root"], ['[data-theme="dark"]']])(
  "each ink of %s is AA on each surface, disabled buttons included",
  (theme) => {
    const colours = coloursOf(theme);
    const weak = pairs.flatMap(([ink, surface]) => {
      const ratio = contrast(colours.get(ink) ?? "", colours.get(surface) ?? "");
      return ratio >= 4.5 ? [] : [`${ink} on ${surface}: ${ratio.toFixed(2)}`];
    });
    expect(weak).toEqual([]);
  },
);

test.each([[":root"], ['[data-theme="dark"]']])("outlines of %s are seen around boxes and discs", (theme) => {
  const colours = coloursOf(theme);
  for (const surface of ["canvas", "surface", "raised"]) {
    expect(contrast(colours.get("line-strong") ?? "", colours.get(surface) ?? "")).toBeGreaterThanOrEqual(3);
  }
});
