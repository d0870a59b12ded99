import type { BrowserContext, Page } from "playwright-core";

/** Lets pixels of WebGL canvases be read at any time, not only while they are drawn. To be called before a page is opened. */
export async function keepPixels(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, attributes: object) {
      return Reflect.apply(original, this, [kind, { ...attributes, preserveDrawingBuffer: true }]);
    } as typeof original;
  });
}

/**
 * Waits, in the page, until the middle of a picked project's disc has a colour (`#rrggbb`). `picked` is its place among those
 * in the address. @returns when that was read, in milliseconds since 1970. To be called before the change is sent.
 */
export function untilPixel(page: Page, wanted: { picked: number; color: string }): Promise<number> {
  return page.evaluate(async ({ picked, color }) => {
    const ring = document.querySelectorAll("[role=application] > div.rounded-full")[picked];
    const canvas = document.querySelector<HTMLCanvasElement>("[role=application] canvas.sigma-nodes");
    const gl = canvas?.getContext("webgl2");
    if (!ring || !canvas || !gl) throw new Error("the map or the ring around a picked project is not there");
    const [disc, map] = [ring.getBoundingClientRect(), canvas.getBoundingClientRect()];
    const x = Math.round((disc.left + disc.width / 2 - map.left) * devicePixelRatio);
    const y = canvas.height - 1 - Math.round((disc.top + disc.height / 2 - map.top) * devicePixelRatio);
    const channels = [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16));
    const pixel = new Uint8Array(4);
    for (;;) {
      gl.readPixels(x, y, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      if (channels.every((channel, index) => Math.abs((pixel[index] ?? 0) - channel) <= 8)) break;
      await new Promise(requestAnimationFrame);
    }
    return performance.timeOrigin + performance.now();
  }, wanted);
}
