import type Sigma from "sigma";
import type { Point } from "../geometry.ts";
import type { Emit } from "./listeners.ts";
import { pickSparingly } from "./pickSparingly.ts";

/** Two clicks further apart than this, in milliseconds, are no double-click. */
const doubleClickMs = 600;

type Found = {
  /** Whether the click at hand is only the end of a drag, which the browser reports as a click too. */
  isGesture(): boolean;
  /** The edge at a place of the screen where no node is. */
  edgeAt(at: Point): string | null;
};

/** Passes on what Sigma reports of nodes and of the stage between them, where edges are. */
export function forwardEvents(sigma: Sigma, element: HTMLElement, { isGesture, edgeAt }: Found, emit: Emit): void {
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
  sigma.on("clickStage", ({ event }) => {
    if (isGesture()) return;
    const edge = edgeAt(event);
    emit((on) => (edge === null ? on.stage?.() : on.edge?.(edge)));
  });
  let isOverNode = false;
  sigma.on("enterNode", () => {
    isOverNode = true;
  });
  sigma.on("leaveNode", () => {
    isOverNode = false;
  });
  pickSparingly(sigma, (at) => {
    element.style.cursor = isOverNode || edgeAt(at) !== null ? "pointer" : "";
  });
  for (const canvas of element.querySelectorAll("canvas")) {
    canvas.addEventListener("webglcontextlost", () => emit((on) => on.lost?.()));
  }
}
