import type Sigma from "sigma";
import { diffMarks } from "../diffMarks.ts";
import type { GraphMarks } from "../marks.ts";
import { mostUrgent } from "../mostUrgent.ts";
import { frameOf } from "./camera.ts";
import { edgeAttributes, nodeAttributes, toGraph } from "./toGraph.ts";

/** Draws all of these marks anew. */
export function showAll(sigma: Sigma, marks: GraphMarks): void {
  sigma.setCustomBBox(frameOf(marks.nodes, sigma.getCustomBBox()));
  sigma.setGraph(toGraph(marks));
}

/**
 * Draws what is different in `after`; `recolored`: the background, which is part of every disc, is another. Answers whether
 * everything was laid out anew.
 */
export function showChange(sigma: Sigma, before: GraphMarks, after: GraphMarks, recolored: boolean): boolean {
  const change = diffMarks(before, after);
  if (change.rebuilt) {
    showAll(sigma, after);
    return true;
  }
  // The attribute objects are changed in place: Sigma would answer each graphology event with work of its own,
  // and one refresh for all of them is what keeps a live change within a frame.
  const graph = sigma.getGraph();
  const [was, urgent] = [mostUrgent(before.nodes), mostUrgent(after.nodes)];
  for (const node of change.nodes) Object.assign(graph.getNodeAttributes(node.id), nodeAttributes(node, urgent));
  // Another one's trouble may take a name's place among the most urgent, or leave it one.
  const ranked = [...was, ...urgent].filter((id) => was.has(id) !== urgent.has(id));
  for (const id of ranked) graph.getNodeAttributes(id).forceLabel = urgent.has(id);
  for (const edge of change.edges) Object.assign(graph.getEdgeAttributes(edge.id), edgeAttributes(edge, after));
  const nodes = recolored ? graph.nodes() : [...new Set([...change.nodes.map((node) => node.id), ...ranked])];
  const edges = change.edges.map((edge) => edge.id);
  if (nodes.length + edges.length > 0) {
    sigma.refresh({ partialGraph: { nodes, edges }, skipIndexation: !change.reindex });
  } else if (before.hulls !== after.hulls) {
    sigma.scheduleRender();
  }
  return false;
}
