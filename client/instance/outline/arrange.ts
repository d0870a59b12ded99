import type { OutlineNode } from "../../../contracts/instance.ts";
import { baseRadius } from "./nodeSize.ts";

/** Where each node stands, by id; all of it around 0, 0. `reach` is the radius of it all. */
export type Arrangement = { places: ReadonlyMap<string, { x: number; y: number }>; reach: number };

type Circle = { x: number; y: number; radius: number };

/** The free room around a disc, in the units of its radius. */
const gap = 7;

/** The golden angle: turning by it, no two neighbours line up. */
const turn = Math.PI * (3 - Math.sqrt(5));

/**
 * Places the outline: around each open folder its children, the smallest innermost, each open one with its own children
 * around it. Pure and without chance: the same outline is always arranged alike. No two discs touch.
 */
export function arrange(nodes: readonly OutlineNode[]): Arrangement {
  const children = Map.groupBy(nodes, ({ parent }) => parent);
  const places = new Map<string, { x: number; y: number }>();

  const group = (folder: OutlineNode): { radius: number; put(x: number, y: number): void } => {
    const own = baseRadius(folder) + gap;
    const parts = (children.get(folder.id) ?? []).map((node) => ({ node, ...extentOf(node) }));
    parts.sort((a, b) => a.radius - b.radius || (a.node.id < b.node.id ? -1 : 1));
    const circles = pack(
      own,
      parts.map(({ radius }) => radius),
    );
    const around = enclosing([{ x: 0, y: 0, radius: own }, ...circles]);
    const put = (x: number, y: number) => {
      const middle = { x: x - around.x, y: y - around.y };
      places.set(folder.id, middle);
      for (const [index, part] of parts.entries()) {
        const circle = circles[index];
        if (circle !== undefined) part.put(middle.x + circle.x, middle.y + circle.y);
      }
    };
    return { radius: around.radius, put };
  };
  const extentOf = (node: OutlineNode) =>
    node.kind === "open"
      ? group(node)
      : { radius: baseRadius(node) + gap, put: (x: number, y: number) => void places.set(node.id, { x, y }) };

  const root = nodes.find(({ parent }) => parent === null);
  if (root === undefined) return { places, reach: 0 };
  const whole = group(root);
  whole.put(0, 0);
  return { places, reach: whole.radius };
}

/** Puts circles around one in the middle, outwards along a spiral, in their order, each at the first free place. */
function pack(middle: number, radii: readonly number[]): Circle[] {
  const placed: Circle[] = [{ x: 0, y: 0, radius: middle }];
  const stride = Math.min(...radii, middle);
  let step = 1;
  for (const radius of radii) {
    let circle: Circle;
    do {
      const away = stride * Math.sqrt(step) * 0.9;
      circle = { x: away * Math.cos(step * turn), y: away * Math.sin(step * turn), radius };
      step += 1;
    } while (placed.some((other) => touch(other, circle)));
    placed.push(circle);
  }
  return placed.slice(1);
}

/** A circle around them all, from the middle of what they span: not the smallest, but near it. */
function enclosing(circles: readonly Circle[]): Circle {
  const middle = (of: (circle: Circle, side: 1 | -1) => number) =>
    (Math.min(...circles.map((circle) => of(circle, -1))) + Math.max(...circles.map((circle) => of(circle, 1)))) / 2;
  const x = middle((circle, side) => circle.x + side * circle.radius);
  const y = middle((circle, side) => circle.y + side * circle.radius);
  const radius = Math.max(...circles.map((circle) => Math.hypot(circle.x - x, circle.y - y) + circle.radius));
  return { x, y, radius };
}

const touch = (a: Circle, b: Circle) => Math.hypot(a.x - b.x, a.y - b.y) < a.radius + b.radius;
