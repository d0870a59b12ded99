import type Graph from "graphology";
import type Sigma from "sigma";
import { mixFrames } from "./camera.ts";

/** How long a node takes to its new place, in milliseconds. */
const glideMs = 400;

/** Laying more nodes out anew in each frame would be no movement but a row of jumps. */
const mostNodes = 300;

type Frame = ReturnType<Sigma["getCustomBBox"]>;

/**
 * Lets nodes that were moved go to their places, so that an eye can follow them; at once for those who want nothing to move.
 * `settle` is called when the frame is another.
 */
export function createGlide(sigma: Sigma, settle: () => void) {
  let finish: (() => void) | null = null;

  return {
    /** From where nodes were in `before`, within `frame`, to where they are in the graph that is shown. */
    start(before: Graph, frame: Frame): void {
      const [graph, target] = [sigma.getGraph(), sigma.getCustomBBox()];
      if (graph.order > mostNodes || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
      const moves = graph.mapNodes((id, to) => {
        const from = before.hasNode(id) ? before.getNodeAttributes(id) : to;
        return { attributes: to, from: { x: from.x, y: from.y }, to: { x: to.x, y: to.y } };
      });
      const moved = moves.filter(({ from, to }) => from.x !== to.x || from.y !== to.y);
      if (moved.length === 0) return;
      const put = (share: number) => {
        const eased = share * share * (3 - 2 * share);
        for (const { attributes, from, to } of moved) {
          attributes.x = from.x + (to.x - from.x) * eased;
          attributes.y = from.y + (to.y - from.y) * eased;
        }
        if (frame && target) sigma.setCustomBBox(mixFrames(frame, target, eased));
        sigma.refresh();
        settle();
      };
      const startedAt = performance.now();
      let waiting = 0;
      const step = () => {
        const share = Math.min(1, (performance.now() - startedAt) / glideMs);
        put(share);
        if (share < 1) waiting = requestAnimationFrame(step);
        else finish = null;
      };
      finish = () => {
        cancelAnimationFrame(waiting);
        put(1);
      };
      put(0);
      waiting = requestAnimationFrame(step);
    },
    /** Puts what still moves to its place. */
    finish(): void {
      const now = finish;
      finish = null;
      now?.();
    },
  };
}
