import type { OutlineNode } from "../../../contracts/instance.ts";
import { baseRadius } from "./nodeSize.ts";

/** Where each node stands, its group's middle being the open folder; by id. `reach` is the radius of it all. */
export type Arrangement = { places: ReadonlyMap<string, { x: number; y: number }>; reach: number };

type Circle = { x: number; y: number; radius: number };

/** The free room around a disc, in the units of its radius. */
const gap = 7;

/** The golden angle: turning by it, no two neighbours line up. */
const turn = Math.PI * (3 - Math.sqrt(5));

/**
 * Places the outline: around each open folder its children, the largest innermost, each open one with its own children
 * around it. Pure and without chance: the same outline is always arranged alike. No two discs touch.
 */
export function arrange(nodes: readonly OutlineNode[]): Arrangement {
  const children = Map.groupBy(nodes, ({ parent }) => parent);
  const places = new Map<string, { x: number; y: number }>();

  const group = (folder: OutlineNode): { radius: number; put(x: number, y: number): void } => {
    const own = baseRadius(folder) + gap;
    const parts = (children.get(folder.id) ?? []).map((node) => ({ node, ...extentOf(node) }));
    parts.sort((a, b) => b.radius - a.radius || (a.node.id < b.node.id ? -1 : 1));
    const circles = pack(
      own,
      parts.map(({ radius }) => radius),
    );
    const radius = circles.reduce((most, { x, y, radius: r }) => Math.max(most, Math.hypot(x, y) + r), own);
    const put = (x: number, y: number) => {
      places.set(folder.id, { x, y });
      for (const [index, part] of parts.entries()) {
        const circle = circles[index];
        if (circle !== undefined) part.put(x + circle.x, y + circle.y);
      }
    };
    return { radius, put };
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

const touch = (a: Circle, b: Circle) => Math.hypot(a.x - b.x, a.y - b.y) < a.radius + b.radius;
