import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import { spreadOut } from "./spreadOut.ts";

/** A project on the map. One that is placed never moves again by itself. */
export type LayoutNode = { slug: string; domain: string | null; x: number; y: number; placed: boolean };
export type LayoutEdge = { from: string; to: string; strength: number };
export type Place = { slug: string; x: number; y: number };

/**
 * How far two projects are from each other at least: room for a disc, and for its name on a map of up to a hundred, where all
 * names can be written. The more there are the less room each can have.
 */
const roomFor = (projects: number) => Math.min(48, Math.max(32, 32 * Math.sqrt(225 / Math.max(1, projects))));

/** Screens are wide: what ForceAtlas2 makes round is as much wider as it is less high. */
const width = 1.25;

/** Where a project begins: on a disc, by a hash of its slug, so that the same projects always begin alike. */
function startPosition(slug: string, nodes: number): { x: number; y: number } {
  const room = roomFor(nodes);
  const hash = Bun.hash.xxHash64(slug);
  const angle = (Number(hash & 0xffffffffn) / 0x1_0000_0000) * 2 * Math.PI;
  const distance = Math.sqrt(Number(hash >> 32n) / 0x1_0000_0000) * (room / 2) * Math.sqrt(Math.max(1, nodes));
  return { x: Math.cos(angle) * distance, y: Math.sin(angle) * distance };
}

const barnesHutAbove = 300;

/** Where a project begins that joins others whose place is known: among them, aside by a hash of its slug. */
function startAmong(slug: string, neighbours: readonly LayoutNode[], room: number): { x: number; y: number } {
  const aside = startPosition(slug, 1);
  const reach = Math.max(1e-6, Math.hypot(aside.x, aside.y));
  const middle = (along: "x" | "y") => neighbours.reduce((sum, node) => sum + node[along], 0) / neighbours.length;
  return { x: middle("x") + (room * aside.x) / reach, y: middle("y") + (room * aside.y) / reach };
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

/** The angle of the axis along which places spread furthest, in radians: the first principal component. */
function tiltOf(places: readonly { x?: number; y?: number }[]): number {
  const mean = (of: (place: { x: number; y: number }) => number) =>
    places.reduce((sum, { x = 0, y = 0 }) => sum + of({ x, y }), 0) / Math.max(1, places.length);
  const [middleX, middleY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const spreadX = mean(({ x }) => (x - middleX) ** 2);
  const spreadY = mean(({ y }) => (y - middleY) ** 2);
  const both = mean(({ x, y }) => (x - middleX) * (y - middleY));
  return Math.atan2(2 * both, spreadX - spreadY) / 2;
}

/** How strongly a domain holds its projects together, beside the edges between them. */
const domainPull = 0.25;

/** Gives each domain a node of its own that its projects are joined to, so that what belongs together stands together. */
function gatherDomains(graph: Graph, nodes: readonly LayoutNode[]): void {
  for (const { slug, domain } of nodes) {
    if (domain === null) continue;
    // No slug has a space.
    const middle = `domain ${domain}`;
    if (!graph.hasNode(middle)) graph.addNode(middle, startPosition(middle, nodes.length));
    graph.addEdge(slug, middle, { weight: domainPull });
  }
}

/**
 * Finds a place for every node that is not placed, by ForceAtlas2 from positions that follow from the slugs, or beside the
 * neighbours that are placed, and then moves what is too near apart: the same input gives the same map everywhere. Placed
 * nodes push and pull, and stay where they are; a map without any is turned to lie flat, as screens do.
 */
export function layOut(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Place[] {
  const graph = new Graph({ type: "undirected" });
  const room = roomFor(nodes.length);
  const neighbours = placedNeighbours(nodes, edges);
  const sorted = [...nodes].sort((a, b) => (a.slug < b.slug ? -1 : 1));
  for (const { slug, x, y, placed } of sorted) {
    const among = neighbours.get(slug);
    const start = among === undefined ? startPosition(slug, nodes.length) : startAmong(slug, among, room);
    const position = placed ? { x, y } : start;
    graph.addNode(slug, { x: position.x / width, y: position.y * width, fixed: placed });
  }
  for (const { from, to, strength } of edges) {
    if (from === to || !graph.hasNode(from) || !graph.hasNode(to)) continue;
    const weight = Math.max(0.01, strength);
    const known = graph.edge(from, to);
    if (known === undefined) graph.addEdge(from, to, { weight });
    else graph.setEdgeAttribute(known, "weight", Math.max(weight, graph.getEdgeAttribute(known, "weight")));
  }
  gatherDomains(graph, sorted);
  const iterations = Math.min(300, Math.max(30, Math.round(120_000 / Math.max(1, graph.order))));
  const positions = forceAtlas2(graph, {
    iterations,
    getEdgeWeight: "weight",
    settings: { gravity: 2.5, scalingRatio: 10, slowDown: 2, barnesHutOptimize: graph.order > barnesHutAbove },
  });
  const isFree = !sorted.some(({ placed }) => placed);
  const turned = (position: { x?: number; y?: number }, angle: number) => {
    const [{ x = 0, y = 0 }, cos, sin] = [position, Math.cos(angle), Math.sin(angle)];
    return { x: x * cos + y * sin, y: y * cos - x * sin };
  };
  const flat = isFree ? tiltOf(Object.values(positions)) : 0;
  const places = new Map(
    sorted.map(({ slug, x, y, placed }) => {
      const free = turned(positions[slug] ?? {}, flat);
      return [slug, { ...(placed ? { x, y } : { x: free.x * width, y: free.y / width }), fixed: placed }] as const;
    }),
  );
  spreadOut([...places.values()], room);
  // A few projects are nearer than that at first: then only the spreading has made a shape that can lie flat.
  const tilt = isFree ? tiltOf([...places.values()]) : 0;
  for (const place of isFree ? places.values() : []) Object.assign(place, turned(place, tilt));
  return nodes.flatMap(({ slug, placed }) => {
    const place = places.get(slug);
    return placed || place === undefined ? [] : [{ slug, x: place.x, y: place.y }];
  });
}
