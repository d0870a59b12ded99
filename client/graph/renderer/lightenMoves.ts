import type Sigma from "sigma";

/** Frames of a movement that are looked at, and how long they may take on average before edges are left out, in milliseconds. */
const watched = 6;
const slowMs = 70;

/** Fewer edges are not what a slow frame is slow by. */
const leastEdges = 400;

/**
 * Leaves edges out while the camera moves, once movements have shown that this machine cannot draw them fluently: thousands
 * of lines without a graphics card take half a second. `complete` brings them back, when it stands still.
 */
export function lightenMoves(sigma: Sigma): { complete(): void } {
  let last = 0;
  let times: number[] = [];
  sigma.getCamera().on("updated", () => {
    if (sigma.getSetting("hideEdgesOnMove") || sigma.getGraph().size < leastEdges) return;
    const now = performance.now();
    const since = now - last;
    last = now;
    // Several updates fall into one frame; a longer pause is no frame but rest.
    if (since < 4 || since > 2000) return;
    times = [...times.slice(1 - watched), since];
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    if (times.length === watched && mean > slowMs) sigma.setSetting("hideEdgesOnMove", true);
  });

  return {
    complete() {
      if (sigma.getSetting("hideEdgesOnMove")) sigma.scheduleRender();
    },
  };
}
