import Graph from "graphology";
import { type EdgeMark, type GraphMarks, type NodeMark, plainEdgesAbove } from "../marks.ts";

/** A node as Sigma wants it. It names the largest in sight; whose name somebody looks for, it always does. */
export function nodeAttributes(node: NodeMark) {
  const { forceLabel: forced, urgency = 0 } = node;
  return { ...node, type: "disc", forced, forceLabel: forced || urgency > 0 };
}

/** An edge as Sigma wants it. Of very many only those of the selection are a handful that can have arrows and be picked. */
export function edgeAttributes(edge: EdgeMark, marks: GraphMarks) {
  const curved = Math.abs(edge.curvature) > 0.001;
  const isPlain = marks.edges.length > plainEdgesAbove && !edge.front;
  const type = isPlain ? "plain" : curved ? "curved" : "straight";
  return { ...edge, type, forceLabel: edge.label !== null, zIndex: edge.front ? 1 : 0 };
}

/** The whole drawing as a graph. */
export function toGraph(marks: GraphMarks): Graph {
  const graph = new Graph({ type: "directed", multi: true });
  for (const node of marks.nodes) graph.addNode(node.id, nodeAttributes(node));
  for (const edge of marks.edges) graph.addEdgeWithKey(edge.id, edge.from, edge.to, edgeAttributes(edge, marks));
  return graph;
}
