import Graph from "graphology";
import { isBent } from "../geometry.ts";
import { type EdgeMark, type GraphMarks, isPlain, type NodeMark } from "../marks.ts";
import { mostUrgent } from "../mostUrgent.ts";

/** A node as Sigma wants it. It names the largest in sight; those in `urgent`, whose names somebody looks for, always. */
export function nodeAttributes(node: NodeMark, urgent: ReadonlySet<string>) {
  return { ...node, type: "disc", forced: node.forceLabel, forceLabel: urgent.has(node.id) };
}

/** An edge as Sigma wants it. Of very many only those of the selection are a handful that can have arrows and be picked. */
export function edgeAttributes(edge: EdgeMark, marks: GraphMarks) {
  const type = isPlain(edge, marks) ? "plain" : isBent(edge.curvature) ? "curved" : "straight";
  return { ...edge, dashed: edge.dashed ?? false, type, forceLabel: edge.label !== null, zIndex: edge.front ? 1 : 0 };
}

/** The whole drawing as a graph. */
export function toGraph(marks: GraphMarks): Graph {
  const graph = new Graph({ type: "directed", multi: true });
  const urgent = mostUrgent(marks.nodes);
  for (const node of marks.nodes) graph.addNode(node.id, nodeAttributes(node, urgent));
  for (const edge of marks.edges) graph.addEdgeWithKey(edge.id, edge.from, edge.to, edgeAttributes(edge, marks));
  return graph;
}
