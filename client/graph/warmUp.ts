import type { GraphMarks } from "./marks.ts";

/** Drawn once while data loads: a first frame with every program in it makes the driver compile them all. */
export const warmUp: GraphMarks = {
  nodes: ["a", "b"].map((id, x) => ({
    id,
    label: "",
    caption: null,
    x,
    y: x,
    size: 1,
    color: "#808080",
    ring: "#808080",
    pattern: "solid",
    forceLabel: false,
    faded: false,
    hidden: false,
  })),
  edges: [0, 0.2].map((curvature) => ({
    id: `w${curvature}`,
    from: "a",
    to: "b",
    label: null,
    size: 1,
    color: "#808080",
    curvature,
    front: false,
    hidden: false,
  })),
};
