import { expect, test } from "bun:test";
import { type LayoutNode, layOut } from "./layOut.ts";
import { layOutAside } from "./layOutAside.ts";

const nodesNamed = (count: number): LayoutNode[] =>
  Array.from({ length: count }, (_, index) => ({ slug: `project-${index}`, domain: null, x: 0, y: 0, placed: false }));
const ring = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    from: `project-${index}`,
    to: `project-${(index + 1) % count}`,
    strength: 0.5,
  }));

test("the same projects get the same places, in whatever order they are named", () => {
  const nodes = nodesNamed(40);
  const places = layOut(nodes, ring(40));
  const reversed = layOut(nodes.toReversed(), ring(40)).toReversed();
  expect(reversed).toEqual(places);
  expect(places.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(40);
});

test("what is placed never moves when another joins", () => {
  const first = layOut(nodesNamed(10), ring(10));
  const placed = first.map((place) => ({ ...place, domain: null, placed: true }));
  const joined = layOut(
    [...placed, { slug: "newcomer", domain: null, x: 0, y: 0, placed: false }],
    [...ring(10), { from: "newcomer", to: "project-3", strength: 1 }],
  );
  expect(joined.map(({ slug }) => slug)).toEqual(["newcomer"]);
  const [newcomer] = joined;
  expect(placed.some(({ x, y }) => x === newcomer?.x && y === newcomer.y)).toBe(false);
});

test("projects that are joined end nearer to each other than strangers do", () => {
  const edges = [
    ...ring(5),
    ...ring(5).map(({ from, to }) => ({ from: from.replace("-", "-1"), to: to.replace("-", "-1"), strength: 0.5 })),
  ];
  const nodes = [...nodesNamed(5), ...nodesNamed(5).map((node) => ({ ...node, slug: node.slug.replace("-", "-1") }))];
  const places = new Map(layOut(nodes, edges).map((place) => [place.slug, place]));
  const distance = (a: string, b: string) => {
    const [from, to] = [places.get(a), places.get(b)];
    if (from === undefined || to === undefined) throw new Error("not placed");
    return Math.hypot(from.x - to.x, from.y - to.y);
  };
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const within = mean(edges.map(({ from, to }) => distance(from, to)));
  const across = mean(nodes.slice(0, 5).flatMap((a) => nodes.slice(5).map((b) => distance(a.slug, b.slug))));
  expect(within).toBeLessThan(across);
});

test("a newcomer ends near those it is joined to", () => {
  const first = layOut(nodesNamed(200), ring(200));
  const placed = first.map((place) => ({ ...place, domain: null, placed: true }));
  const [newcomer] = layOut(
    [...placed, { slug: "newcomer", domain: null, x: 0, y: 0, placed: false }],
    [...ring(200), { from: "newcomer", to: "project-3", strength: 1 }],
  );
  const away = (place: { x: number; y: number }) =>
    Math.hypot(place.x - (newcomer?.x ?? 0), place.y - (newcomer?.y ?? 0));
  const distances = placed.map(away).sort((a, b) => a - b);
  const neighbour = placed.find(({ slug }) => slug === "project-3");
  expect(neighbour === undefined ? Number.NaN : away(neighbour)).toBeLessThan(distances[20] ?? 0);
});

test("a large map is computed beside the main thread, which goes on meanwhile, and is the same map", async () => {
  const nodes = nodesNamed(400);
  const places = layOutAside(nodes, ring(400));
  let turns = 0;
  const ticking = setInterval(() => turns++, 1);
  const found = await places;
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(3);
  expect(layOut(nodes, ring(400))).toEqual(found);
});
