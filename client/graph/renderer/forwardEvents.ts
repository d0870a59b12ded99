import type Sigma from "sigma";
import type { Emit } from "./listeners.ts";

/** Two clicks further apart than this, in milliseconds, are no double-click. */
const doubleClickMs = 600;

/**
 * Passes on what Sigma reports. `isGesture` says whether the click at hand is only the end of a drag, which the browser
 * reports as a click too.
 */
export function forwardEvents(sigma: Sigma, element: HTMLElement, isGesture: () => boolean, emit: Emit): void {
  // The first click opens the card, and the map makes room for it: the second may find another place under the pointer.
  let clicked: { node: string; at: number } | null = null;
  const justClicked = () => (clicked !== null && performance.now() - clicked.at < doubleClickMs ? clicked.node : null);

  sigma.on("clickNode", ({ node, event: { original } }) => {
    if (isGesture()) return;
    clicked = { node, at: performance.now() };
    const together = original.shiftKey || original.ctrlKey || original.metaKey;
    emit((on) => on.node?.(node, together));
  });
  sigma.on("doubleClickNode", (payload) => {
    payload.preventSigmaDefault();
    emit((on) => on.openNode?.(justClicked() ?? payload.node));
  });
  sigma.on("doubleClickStage", (payload) => {
    const node = justClicked();
    if (node === null) return;
    payload.preventSigmaDefault();
    emit((on) => on.openNode?.(node));
  });
  sigma.on("clickEdge", ({ edge }) => {
    if (!isGesture()) emit((on) => on.edge?.(edge));
  });
  sigma.on("clickStage", () => {
    if (!isGesture()) emit((on) => on.stage?.());
  });
  const point = (cursor: string) => () => {
    element.style.cursor = cursor;
  };
  sigma.on("enterNode", point("pointer"));
  sigma.on("enterEdge", point("pointer"));
  sigma.on("leaveNode", point(""));
  sigma.on("leaveEdge", point(""));
  for (const canvas of element.querySelectorAll("canvas")) {
    canvas.addEventListener("webglcontextlost", () => emit((on) => on.lost?.()));
  }
}
