import { type Drawing, drawings, finish, hasPixels } from "./draw.ts";
import { makeMap } from "./makeMap.ts";

declare global {
  interface Window {
    measure: typeof measure;
  }
}

/** How long data is on its way; what was prepared meanwhile settles in the graphics process. */
const dataDelayMs = 300;

/** Milliseconds from data in hand to pixels that are finished. */
async function measure(drawing: keyof typeof drawings, projects: number, edges: number): Promise<number> {
  const host = document.getElementById("host");
  if (host === null) throw new Error("no host");
  const map = makeMap(projects, edges);
  const { prepare, draw }: Drawing = drawings[drawing];
  prepare?.();
  await new Promise((resolve) => setTimeout(resolve, dataDelayMs));
  const started = performance.now();
  await draw(map, host);
  finish(host);
  const tookMs = performance.now() - started;
  if (!hasPixels(host)) throw new Error(`${drawing} drew nothing`);
  return tookMs;
}

window.measure = measure;
