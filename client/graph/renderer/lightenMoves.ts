import type Sigma from "sigma";

/** So many frames in a row that the graphics card needs longer for than this, in milliseconds, are too many. */
const slowMs = 70;
const mostSlow = 3;

/** Fewer edges are not what a slow frame is slow by. */
const leastEdges = 400;

/**
 * Leaves edges out while the camera moves, once it has shown that this machine cannot draw them fluently: thousands of lines
 * without a graphics card take half a second, and the picture falls behind the hand. `complete` brings them back, when it
 * stands still. `gl` draws the edges; how far it has come is asked for without waiting.
 */
export function lightenMoves(sigma: Sigma, gl: WebGL2RenderingContext | null): { complete(): void } {
  let fence: { sync: WebGLSync; since: number } | null = null;
  let slow = 0;

  /** Whether the frame that is watched is still being drawn; when that is so for long, it counts. */
  const isBusy = (context: WebGL2RenderingContext, now: number) => {
    if (fence === null) return false;
    const isOver = context.getSyncParameter(fence.sync, context.SYNC_STATUS) === context.SIGNALED;
    if (!isOver && now - fence.since < slowMs) return true;
    slow = isOver ? 0 : slow + 1;
    context.deleteSync(fence.sync);
    fence = null;
    return false;
  };

  sigma.on("afterRender", () => {
    if (gl === null || sigma.getSetting("hideEdgesOnMove") || sigma.getGraph().size < leastEdges) return;
    const now = performance.now();
    if (isBusy(gl, now)) return;
    if (slow >= mostSlow) {
      sigma.setSetting("hideEdgesOnMove", true);
      return;
    }
    const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    if (sync !== null) fence = { sync, since: now };
  });

  return {
    complete() {
      if (sigma.getSetting("hideEdgesOnMove")) sigma.scheduleRender();
    },
  };
}
