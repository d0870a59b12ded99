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
 * Draws edges on the screen, and for Sigma's `picking` the same in colours that stand for ids. Once many stay the same for
 * a moment, both are drawn into pictures, which are shown until an edge, the camera or the size of the canvas is another.
 * Not in the frame itself: that is what somebody waits for, and while the camera moves no picture would be of use.
 */
export function createEdgeLayer(gl: WebGL2RenderingContext, picking: WebGLFramebuffer | null): EdgeLayer {
  const seen = createKeptPicture(gl);
  const picked = createKeptPicture(gl);
  const programs: EdgeProgram[] = [];
  let keptWith: string | null = null;
  let keeping: { key: string; timer: ReturnType<typeof setTimeout> } | null = null;

  const screenSize = (): [number, number] => [gl.drawingBufferWidth, gl.drawingBufferHeight];
  const pickedSize = ({ width, height, pixelRatio, downSizingRatio }: RenderParams): [number, number] => [
    Math.ceil((width * pixelRatio) / downSizingRatio),
    Math.ceil((height * pixelRatio) / downSizingRatio),
  ];
  const keyOf = ({ sizeRatio, matrix }: RenderParams) => [...screenSize(), sizeRatio, ...matrix].join(" ");

  const drawTo = (onScreen: WebGLFramebuffer | null, forPicking: WebGLFramebuffer | null, params: RenderParams) => {
    for (const program of programs) {
      program.normalProgram.frameBuffer = onScreen;
      if (program.pickProgram !== null) program.pickProgram.frameBuffer = forPicking;
      program.render(params);
    }
  };

  const keep = (params: RenderParams) => {
    seen.clear(...screenSize());
    picked.clear(...pickedSize(params));
    drawTo(seen.frame, picked.frame, params);
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
      if (keptWith === key) {
        seen.copyTo(null, ...screenSize());
        picked.copyTo(picking, ...pickedSize(params));
        return;
      }
      drawTo(null, picking, params);
      if (programs.some(({ capacity }) => capacity >= manyEdges)) keepSoon(key, params);
    },
    kill() {
      forget();
      for (const program of programs) program.kill();
      seen.kill();
      picked.kill();
    },
  };
}
