import type Sigma from "sigma";
import { followDrag, type Gesture } from "./gesture.ts";

/**
 * Lets nodes be dragged while enabled. The node follows the pointer; `onDrop` gets its id and the graph coordinates where
 * it was let go.
 */
export function enableDragging(
  sigma: Sigma,
  onDrop: (id: string, to: { x: number; y: number }) => void,
): Gesture & { setEnabled(enabled: boolean): void } {
  let enabled = false;
  let held: string | null = null;

  const gesture = followDrag(sigma, {
    move(at) {
      if (held !== null) sigma.getGraph().mergeNodeAttributes(held, sigma.viewportToGraph(at));
    },
    end(moved) {
      if (held !== null && moved) {
        const { x, y } = sigma.getGraph().getNodeAttributes(held);
        onDrop(held, { x, y });
      }
      held = null;
    },
  });
  sigma.on("downNode", ({ node, event }) => {
    const { shiftKey, ctrlKey, metaKey } = event.original;
    if (!enabled || shiftKey || ctrlKey || metaKey) return;
    held = node;
    // The frame stays while a node moves: else the whole map would give way to it.
    if (!sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox());
    gesture.begin(event);
  });

  return {
    hasJustEnded: gesture.hasJustEnded,
    setEnabled(next) {
      enabled = next;
    },
  };
}
