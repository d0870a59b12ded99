import type { Page } from "playwright-core";

/** How much of a picture differs from its commonest colour, 0..1, and how many colours it has. */
export type Ink = { share: number; colors: number };

/**
 * Looks at the pixels that the browser really shows where the map is. A WebGL canvas that failed to draw is one flat
 * colour, whatever the page's own code believes.
 */
export async function inkOf(page: Page, selector: string): Promise<Ink> {
  const picture = await page.locator(selector).first().screenshot();
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
