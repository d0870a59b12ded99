import cytoscape from "cytoscape";
import { buildGraph, type GraphView } from "../../../client/graph/buildGraph.ts";
import { palettes } from "../../../client/graph/palette.ts";
import { createRenderer, type GraphRenderer } from "../../../client/graph/renderer.ts";
import type { EcosystemMap } from "../../../contracts/graph.ts";
import { integrationKind } from "../../../contracts/names.ts";

const palette = palettes.dark;
const view: GraphView = {
  overlay: "status",
  palette,
  shows: () => true,
  kinds: new Set(integrationKind.options),
  minStrength: 0,
  dormant: true,
  project: null,
  edge: null,
};

/** One way to draw a map. What `prepare` does is done while data is still on its way, so it is not measured. */
export type Drawing = { prepare?(): void; draw(map: EcosystemMap, host: HTMLElement): Promise<void> };

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

let prepared: GraphRenderer | undefined;

function drawOurs(renderer: GraphRenderer, map: EcosystemMap, host: HTMLElement): void {
  renderer.mount(host);
  renderer.show(buildGraph(map, view), palette);
}

export const drawings = {
  /** The client's own path: the renderer is made while data loads. */
  warm: {
    prepare() {
      prepared = createRenderer(palette);
    },
    async draw(map, host) {
      if (prepared === undefined) throw new Error("not prepared");
      drawOurs(prepared, map, host);
    },
  },
  cold: { draw: async (map, host) => drawOurs(createRenderer(palette), map, host) },
  cytoscape: {
    draw: (map, host) =>
      new Promise((resolve) => {
        const drawn = cytoscape({
          container: host,
          elements: [
            ...map.projects.map(({ slug, name, status, x, y }) => ({
              data: { id: slug, label: name, color: palette.status[status] },
              position: { x, y },
            })),
            ...map.edges.map(({ id, from, to, kind, strength }) => ({
              data: { id, source: from, target: to, color: palette.kind[kind], width: 1 + 3 * strength },
            })),
          ],
          layout: { name: "preset" },
          style: [
            {
              selector: "node",
              style: { label: "data(label)", "background-color": "data(color)", color: palette.ink, "font-size": 12 },
            },
            {
              selector: "edge",
              style: {
                ...{ "line-color": "data(color)", width: "data(width)", "curve-style": "bezier" },
                ...{ "target-arrow-shape": "triangle", "target-arrow-color": "data(color)" },
              },
            },
          ],
        });
        drawn.on("render", () => resolve());
      }),
  },
  /** The barest drawing there is: straight lines and discs, no labels, no arrows, nothing to click. */
  bare: {
    async draw(map, host) {
      const canvas = document.createElement("canvas");
      canvas.width = host.clientWidth;
      canvas.height = host.clientHeight;
      host.append(canvas);
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("no 2d canvas");
      const at = new Map(map.projects.map((project) => [project.slug, project]));
      const scale = Math.min(canvas.width, canvas.height) / (Math.sqrt(map.projects.length) * 40);
      for (const { from, to, kind } of map.edges) {
        const [start, end] = [at.get(from), at.get(to)];
        if (start === undefined || end === undefined) continue;
        context.strokeStyle = palette.kind[kind];
        context.beginPath();
        context.moveTo(start.x * scale, start.y * scale);
        context.lineTo(end.x * scale, end.y * scale);
        context.stroke();
      }
      for (const { x, y, status } of map.projects) {
        context.fillStyle = palette.status[status];
        context.beginPath();
        context.arc(x * scale, y * scale, 8, 0, 2 * Math.PI);
        context.fill();
      }
    },
  },
} satisfies Record<string, Drawing>;
