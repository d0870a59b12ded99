import type { EdgeMark, GraphMarks, NodeMark } from "./marks.ts";

/**
 * What is different between two drawings. `rebuilt`: nodes or edges came, went or moved, so everything is laid out anew;
 * `reindex`: something was shown, hidden, bent or brought
 * to the front, which labels, picking and the order of drawing must learn.
 */
export type MarksChange = { rebuilt: boolean; reindex: boolean; nodes: NodeMark[]; edges: EdgeMark[] };

const everything: MarksChange = { rebuilt: true, reindex: true, nodes: [], edges: [] };

/** Compares two drawings mark by mark, in their order. */
export function diffMarks(before: GraphMarks, after: GraphMarks): MarksChange {
  if (before.nodes.length !== after.nodes.length || before.edges.length !== after.edges.length) return everything;
  const nodes: NodeMark[] = [];
  const edges: EdgeMark[] = [];
  let reindex = false;
  // The same list is the same marks: nothing to compare.
  for (const [index, node] of before.nodes === after.nodes ? [] : after.nodes.entries()) {
    const old = before.nodes[index];
    if (old === node) continue;
    if (old?.id !== node.id || old.x !== node.x || old.y !== node.y) return everything;
    if (sameMark(old, node)) continue;
    nodes.push(node);
    reindex ||= old.hidden !== node.hidden || old.label !== node.label;
  }
  for (const [index, edge] of before.edges === after.edges ? [] : after.edges.entries()) {
    const old = before.edges[index];
    if (old === edge) continue;
    if (old?.id !== edge.id || old.from !== edge.from || old.to !== edge.to) return everything;
    if (sameMark(old, edge)) continue;
    edges.push(edge);
    reindex ||= old.hidden !== edge.hidden || old.curvature !== edge.curvature || old.front !== edge.front;
  }
  return { rebuilt: false, reindex, nodes, edges };
}

function sameMark<Mark extends NodeMark | EdgeMark>(a: Mark, b: Mark): boolean {
  for (const key in b) if (a[key] !== b[key]) return false;
  return true;
}
