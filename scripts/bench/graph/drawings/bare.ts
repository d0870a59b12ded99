import type { Overlay } from "../../../../client/graph/overlays.ts";
import { colourOf, type Drawing, palette } from "../drawing.ts";

/** The barest drawing there is: straight lines and discs on a 2D canvas, no names, no arrows, nothing to click. */
export const bare = (): Drawing => ({
  async draw(map, host) {
    const canvas = document.createElement("canvas");
    canvas.width = host.clientWidth;
    canvas.height = host.clientHeight;
    host.append(canvas);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no 2d canvas");
    const at = new Map(map.projects.map((project) => [project.slug, project]));
    const scale = Math.min(canvas.width, canvas.height) / (Math.sqrt(map.projects.length) * 40);
    const draw = (overlay: Overlay) => {
      context.clearRect(0, 0, canvas.width, canvas.height);
      for (const { from, to, kind } of map.edges) {
        const [start, end] = [at.get(from), at.get(to)];
        if (start === undefined || end === undefined) continue;
        context.strokeStyle = palette.kind[kind];
        context.beginPath();
        context.moveTo(start.x * scale, start.y * scale);
        context.lineTo(end.x * scale, end.y * scale);
        context.stroke();
      }
      for (const project of at.values()) {
        context.fillStyle = colourOf(overlay, project);
        context.beginPath();
        context.arc(project.x * scale, project.y * scale, 8, 0, 2 * Math.PI);
        context.fill();
      }
    };
    draw("status");
    return {
      recolour: async (overlay) => draw(overlay),
      async change(project) {
        at.set(project.slug, project);
        draw("status");
      },
    };
  },
});
