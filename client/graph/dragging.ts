import type Sigma from "sigma";

/** Less movement than this, in pixels, is a click. */
const slack = 5;

/**
 * Lets nodes be dragged while enabled. The node follows the pointer; `onDrop` gets its id and the graph coordinates where it
 * was let go.
 */
export function enableDragging(sigma: Sigma, onDrop: (id: string, to: { x: number; y: number }) => void) {
  let enabled = false;
  let held: { id: string; from: { x: number; y: number }; moved: boolean } | null = null;

  sigma.on("downNode", ({ node, event }) => {
    const { shiftKey, ctrlKey, metaKey } = event.original;
    if (!enabled || shiftKey || ctrlKey || metaKey) return;
    held = { id: node, from: { x: event.x, y: event.y }, moved: false };
    // The frame stays while a node moves: else the whole map would give way to it.
    if (!sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox());
  });
  sigma.on("moveBody", ({ event, preventSigmaDefault }) => {
    if (held === null) return;
    preventSigmaDefault();
    held.moved ||= Math.hypot(event.x - held.from.x, event.y - held.from.y) > slack;
    if (held.moved) sigma.getGraph().mergeNodeAttributes(held.id, sigma.viewportToGraph(event));
  });
  const drop = () => {
    if (held?.moved) {
      const { x, y } = sigma.getGraph().getNodeAttributes(held.id);
      onDrop(held.id, { x, y });
    }
    held = null;
  };
  sigma.on("upNode", drop);
  sigma.on("upStage", drop);
  sigma.on("leaveStage", drop);

  return {
    setEnabled(next: boolean) {
      enabled = next;
    },
  };
}
