import { judge, type Overlay, steps, unknownStep } from "../../../client/graph/overlays.ts";
import { palettes } from "../../../client/graph/palette.ts";
import type { EcosystemMap } from "../../../contracts/graph.ts";
import type { ProjectRow } from "../../../contracts/projects.ts";

/** What each way to draw is told: the same colours for all. */
export const palette = palettes.dark;

/**
 * Above so many edges, all draw straight lines without arrows, as our map does: what is left out to be fast is left out
 * everywhere.
 */
export { plainEdgesAbove } from "../../../client/graph/marks.ts";

/** Above so many projects, only some names fit: peers that cannot choose which write none. */
export const namedProjects = 500;

/** What is on the canvas, to be changed as the page changes it. Each resolves when the change is on its way to pixels. */
export type Picture = {
  /** Colours every project by another overlay. */
  recolour(overlay: Overlay): Promise<void>;
  /** Shows one project that has changed. */
  change(project: ProjectRow): Promise<void>;
};

/** One way to draw a map. What `prepare` does is done while data is still on its way, so it is not measured. */
export type Drawing = { prepare?(): void; draw(map: EcosystemMap, host: HTMLElement): Promise<Picture> };

/** The colour of a project in an overlay. */
export function colourOf(overlay: Overlay, project: ProjectRow): string {
  const { step } = judge(overlay, project);
  return ((step === null ? undefined : steps(overlay, palette)[step]) ?? unknownStep(palette)).color;
}

/**
 * Reads one pixel of every canvas of `host`, each through its own context: what was drawn has to be finished before that
 * can be answered.
 */
export function finish(host: HTMLElement): void {
  for (const canvas of host.querySelectorAll("canvas")) {
    const gl = canvas.getContext("2d")?.getImageData(0, 0, 1, 1) ? null : canvas.getContext("webgl2");
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }
}

const picture = { width: 320, height: 200 };

/** Whether anything is on the canvases of `host`: a blank one is no drawing. */
export function hasPixels(host: HTMLElement): boolean {
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no 2d canvas");
  for (const canvas of host.querySelectorAll("canvas")) {
    if (canvas.width > 0 && canvas.height > 0) context.drawImage(canvas, 0, 0, width, height);
  }
  return new Uint32Array(context.getImageData(0, 0, width, height).data.buffer).some((pixel) => pixel !== 0);
}
