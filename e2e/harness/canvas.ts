import type { Page } from "playwright-core";
import { eventually } from "../../scripts/testing/eventually.ts";
import { mapOf, type Point } from "./map.ts";

/** How much of a picture differs from its commonest colour, 0..1, and how many colours it has. */
export type Ink = { share: number; colors: number };

/** Nothing but the map's own canvases: legend, controls, rings and cards have colours and words of their own. */
const canvasAlone = `
  body * { visibility: hidden !important; }
  [role=application], [role=application] canvas { visibility: visible !important; }
`;

/** The pixels that the browser really shows where the map is drawn, and nothing that lies over it, as a PNG. Takes the focus from what is hidden meanwhile. */
export async function mapPicture(page: Page): Promise<Buffer> {
  // A sheet of its own: the page's policy refuses styles that are written into the document.
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  }, canvasAlone);
  try {
    return await mapOf(page).screenshot();
  } finally {
    await page.evaluate(() => {
      document.adoptedStyleSheets = [];
    });
  }
}

/**
 * Looks at the pixels that the browser really shows in one place. A WebGL canvas that failed to draw is one flat colour,
 * whatever the page's own code believes.
 */
export const inkOf = async (page: Page, selector: string): Promise<Ink> =>
  inkIn(page, await page.locator(selector).first().screenshot());

/** The same of the map, without what lies over it. */
export const mapInk = async (page: Page): Promise<Ink> => inkIn(page, await mapPicture(page));

/**
 * How many pixels of the map within a distance of a place of the page are of a colour (`#rrggbb`), or so near to it that
 * nobody tells them apart.
 */
export async function pixelsOf(page: Page, color: string, { x, y }: Point, distance: number): Promise<number> {
  const [box, picture] = [await mapOf(page).boundingBox(), await mapPicture(page)];
  if (box === null) throw new Error("the map has no place");
  return page.evaluate(
    async ({ base64, color, x, y, distance }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      if (context === null) throw new Error("no 2d canvas");
      context.drawImage(bitmap, 0, 0);
      const wanted = [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16));
      const { data, width } = context.getImageData(x - distance, y - distance, 2 * distance + 1, 2 * distance + 1);
      let count = 0;
      for (let index = 0; index < data.length; index += 4) {
        const [right, down] = [((index / 4) % width) - distance, Math.floor(index / 4 / width) - distance];
        const isNear = wanted.every((channel, each) => Math.abs((data[index + each] ?? 0) - channel) <= 12);
        if (isNear && Math.hypot(right, down) <= distance) count++;
      }
      return count;
    },
    { base64: picture.toString("base64"), color, x: Math.round(x - box.x), y: Math.round(y - box.y), distance },
  );
}

async function inkIn(page: Page, picture: Buffer): Promise<Ink> {
  // The browser itself decodes the picture, so that no image library is needed.
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    if (context === null) throw new Error("no 2d canvas");
    context.drawImage(bitmap, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
    const counts = new Map<number, number>();
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    return { share: 1 - Math.max(...counts.values()) / pixels.length, colors: counts.size };
  }, picture.toString("base64"));
}

/** What is seen in a picture once two in a row are alike: names and edges may come a moment later than discs. */
export async function stillPicture<Seen>(look: () => Promise<Seen>): Promise<Seen> {
  let before = await look();
  return eventually(
    async () => {
      const [last, now] = [before, await look()];
      before = now;
      if (last !== now) throw new Error("the picture still changes");
      return now;
    },
    { timeoutMs: 30_000, pauseMs: 200 },
  );
}

/**
 * How many pixels of two pictures are not so near to each other that nobody tells them apart; all, where one is larger. A
 * graphics driver rounds a colour up or down by one from one drawing to the next.
 */
export function differingPixels(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    async (pictures) => {
      const [first, second] = await Promise.all(
        pictures.map(async (base64) => {
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
          if (context === null) throw new Error("no 2d canvas");
          context.drawImage(bitmap, 0, 0);
          return context.getImageData(0, 0, bitmap.width, bitmap.height);
        }),
      );
      if (first === undefined || second === undefined) throw new Error("there are two pictures");
      const pixels = first.data.length / 4;
      if (first.width !== second.width || first.height !== second.height) return pixels;
      let count = 0;
      for (let index = 0; index < first.data.length; index += 4) {
        const isFar = [0, 1, 2].some(
          (channel) => Math.abs((first.data[index + channel] ?? 0) - (second.data[index + channel] ?? 0)) > 12,
        );
        if (isFar) count++;
      }
      return count;
    },
    [one.toString("base64"), other.toString("base64")],
  );
}
