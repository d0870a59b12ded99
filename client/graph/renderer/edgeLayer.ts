import type { EdgeProgram } from "sigma/rendering";
import type { RenderParams } from "sigma/types";
import { createKeptPicture } from "./keptPicture.ts";

/** After this long with the same edges in the same sight, a picture of them is worth its making. */
const calmMs = 100;

/** Fewer edges of a type than this are drawn as fast as a picture of them is shown. */
const manyEdges = 500;

/** All edges as one layer, of which a picture is kept. */
export type EdgeLayer = {
  add(program: EdgeProgram): void;
  /** An edge is another. */
  forget(): void;
  /** Draws all edges, or shows the picture of them. */
  render(params: RenderParams): void;
  kill(): void;
};

/**
 * Draws edges on the screen. Once many stay the same for a moment, they are drawn into a picture, which is shown until an edge,
 * the camera or the size of the canvas is another. Not in the frame itself: that is what somebody waits for, and while the
 * camera moves no picture would be of use.
 */
export function createEdgeLayer(gl: WebGL2RenderingContext): EdgeLayer {
  const kept = createKeptPicture(gl);
  const programs: EdgeProgram[] = [];
  let keptWith: string | null = null;
  let keeping: { key: string; timer: ReturnType<typeof setTimeout> } | null = null;

  const size = (): [number, number] => [gl.drawingBufferWidth, gl.drawingBufferHeight];
  const keyOf = ({ sizeRatio, matrix }: RenderParams) => [...size(), sizeRatio, ...matrix].join(" ");

  const drawTo = (frame: WebGLFramebuffer | null, params: RenderParams) => {
    for (const program of programs) {
      program.normalProgram.frameBuffer = frame;
      program.render(params);
    }
  };

  const keep = (params: RenderParams) => {
    kept.clear(...size());
    drawTo(kept.frame, params);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    keptWith = keyOf(params);
    keeping = null;
  };

  /** Other frames meanwhile are no reason to wait longer, as long as they show the same edges. */
  const keepSoon = (key: string, params: RenderParams) => {
    if (keeping?.key === key) return;
    clearTimeout(keeping?.timer);
    keeping = { key, timer: setTimeout(() => keep(params), calmMs) };
  };

  const forget = () => {
    keptWith = null;
    clearTimeout(keeping?.timer);
    keeping = null;
  };

  return {
    forget,
    add: (program) => void programs.push(program),
    render(params) {
      const key = keyOf(params);
      if (keptWith === key) return kept.copyToScreen();
      drawTo(null, params);
      if (programs.some(({ capacity }) => capacity >= manyEdges)) keepSoon(key, params);
    },
    kill() {
      forget();
      for (const program of programs) program.kill();
      kept.kill();
    },
  };
}
