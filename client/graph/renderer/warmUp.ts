import type Graph from "graphology";
import type { GraphMarks } from "../marks.ts";
import { toGraph } from "./toGraph.ts";

/** What the canvas shows before its first data: nothing is behind it, and nobody sees it. */
export const warmUpMarks: GraphMarks = {
  nodes: ["a", "b"].map((id, x) => ({
    id,
    label: "a",
    caption: null,
    x,
    y: x,
    size: 8,
    color: "#808080",
    ring: "#808080",
    pattern: "solid",
    forceLabel: true,
    faded: false,
    hidden: false,
  })),
  edges: [0, 0.2].map((curvature) => ({
    id: `w${curvature}`,
    from: "a",
    to: "b",
    label: "a",
    size: 2,
    color: "#808080",
    curvature,
    front: false,
    hidden: false,
  })),
  hulls: [],
};

/** One mark of each kind that there can be, so that the first frame has the driver compile every program. */
export function warmUpGraph(): Graph {
  const graph = toGraph(warmUpMarks);
  graph.addEdge("b", "a", { type: "plain", size: 2, color: "#808080" });
  return graph;
}

/**
 * Puts a canvas where it has the size of the page but is not seen. At no size a driver draws nothing, so it would compile
 * its programs only with the first real picture, which is when somebody waits for it.
 */
export function park(element: HTMLElement): void {
  element.style.visibility = "hidden";
  document.body.append(element);
}

/** Takes a parked canvas into use. */
export function unpark(element: HTMLElement): void {
  element.style.visibility = "";
}

/**
 * Has the driver work off what was drawn, without waiting for it. A canvas that is not seen is never shown, and what is
 * never shown may wait until the first real picture.
 */
export function flush(element: HTMLElement): void {
  for (const canvas of element.querySelectorAll("canvas")) canvas.getContext("webgl2")?.flush();
}
