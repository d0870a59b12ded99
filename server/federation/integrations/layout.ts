import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";

/** A project on the map. One that is placed never moves again by itself. */
export type LayoutNode = { slug: string; x: number; y: number; placed: boolean };
export type LayoutEdge = { from: string; to: string; strength: number };
export type Place = { slug: string; x: number; y: number };

/** Where a project begins: on a disc, by a hash of its slug, so that the same projects always begin alike. */
function startPosition(slug: string, nodes: number): { x: number; y: number } {
  const hash = Bun.hash.xxHash64(slug);
  const angle = (Number(hash & 0xffffffffn) / 0x1_0000_0000) * 2 * Math.PI;
  const distance = Math.sqrt(Number(hash >> 32n) / 0x1_0000_0000) * 10 * Math.sqrt(Math.max(1, nodes));
  return { x: Math.cos(angle) * distance, y: Math.sin(angle) * distance };
}

const barnesHutAbove = 300;

/**
 * Finds a place for every node that is not placed, by ForceAtlas2 from positions that follow from the slugs: the same
 * input gives the same map everywhere. Placed nodes push and pull, and stay where they are.
 */
export function layOut(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Place[] {
  const graph = new Graph({ type: "undirected" });
  for (const { slug, x, y, placed } of [...nodes].sort((a, b) => (a.slug < b.slug ? -1 : 1))) {
    const position = placed ? { x, y } : startPosition(slug, nodes.length);
    graph.addNode(slug, { ...position, fixed: placed });
  }
  for (const { from, to, strength } of edges) {
    if (from === to || !graph.hasNode(from) || !graph.hasNode(to)) continue;
    const weight = Math.max(0.01, strength);
    const known = graph.edge(from, to);
    if (known === undefined) graph.addEdge(from, to, { weight });
    else graph.setEdgeAttribute(known, "weight", Math.max(weight, graph.getEdgeAttribute(known, "weight")));
  }
  const iterations = Math.min(300, Math.max(30, Math.round(40_000 / Math.max(1, graph.order))));
  const positions = forceAtlas2(graph, {
    iterations,
    getEdgeWeight: "weight",
    settings: { gravity: 1, scalingRatio: 10, slowDown: 2, barnesHutOptimize: graph.order > barnesHutAbove },
  });
  return nodes.flatMap(({ slug, placed }) => {
    const position = positions[slug];
    return placed || position === undefined ? [] : [{ slug, x: position.x ?? 0, y: position.y ?? 0 }];
  });
}
