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

/** How far from the middle of its neighbours a newcomer begins. */
const nearby = 5;

/** Where a project begins that joins others whose place is known: among them, aside by a hash of its slug. */
function startAmong(slug: string, neighbours: readonly LayoutNode[]): { x: number; y: number } {
  const aside = startPosition(slug, 1);
  const reach = Math.max(1e-6, Math.hypot(aside.x, aside.y));
  const middle = (along: "x" | "y") => neighbours.reduce((sum, node) => sum + node[along], 0) / neighbours.length;
  return { x: middle("x") + (nearby * aside.x) / reach, y: middle("y") + (nearby * aside.y) / reach };
}

/** The placed projects that each project is joined to. */
function placedNeighbours(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Map<string, LayoutNode[]> {
  const placed = new Map(nodes.filter((node) => node.placed).map((node) => [node.slug, node]));
  const neighbours = new Map<string, Set<LayoutNode>>();
  for (const { from, to } of edges) {
    for (const [slug, other] of [
      [from, placed.get(to)],
      [to, placed.get(from)],
    ] as const) {
      if (other !== undefined) neighbours.set(slug, (neighbours.get(slug) ?? new Set()).add(other));
    }
  }
  return new Map([...neighbours].map(([slug, found]) => [slug, [...found].sort((a, b) => (a.slug < b.slug ? -1 : 1))]));
}

/**
 * Finds a place for every node that is not placed, by ForceAtlas2 from positions that follow from the slugs, or beside the
 * neighbours that are placed: the same input gives the same map everywhere. Placed nodes push and pull, and stay where they are.
 */
export function layOut(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Place[] {
  const graph = new Graph({ type: "undirected" });
  const neighbours = placedNeighbours(nodes, edges);
  for (const { slug, x, y, placed } of [...nodes].sort((a, b) => (a.slug < b.slug ? -1 : 1))) {
    const among = neighbours.get(slug);
    const start = among === undefined ? startPosition(slug, nodes.length) : startAmong(slug, among);
    const position = placed ? { x, y } : start;
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
