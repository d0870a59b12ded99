/** A place on a plane. */
export type Point = { x: number; y: number };

/** Whether a point lies inside a closed line, which may cross itself: by how often a ray from it crosses the line. */
export function isInside({ x, y }: Point, line: readonly Point[]): boolean {
  let inside = false;
  let before = line.at(-1);
  for (const after of line) {
    if (before !== undefined && after.y > y !== before.y > y) {
      const crossing = before.x + ((y - before.y) / (after.y - before.y)) * (after.x - before.x);
      if (x < crossing) inside = !inside;
    }
    before = after;
  }
  return inside;
}

/** Twice the area of the triangle a, b, c; positive when it turns towards growing y from growing x. */
const turn = (a: Point, b: Point, c: Point) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/**
 * The corners of the smallest convex shape around some points, in order around it, without those on its sides. Andrew's
 * monotone chain: O(n log n). One or two points are their own hull.
 */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const chain = (ordered: readonly Point[]) => {
    const side: Point[] = [];
    for (const point of ordered) {
      for (;;) {
        const [a, b] = side.slice(-2);
        if (a === undefined || b === undefined || turn(a, b, point) > 0) break;
        side.pop();
      }
      side.push(point);
    }
    return side.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.toReversed())];
}

/** How far a point is from a line between two others. */
export function distanceToSegment({ x, y }: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - from.x) * dx + (y - from.y) * dy) / length));
  return Math.hypot(x - from.x - share * dx, y - from.y - share * dy);
}

/** A bent line is taken for so many straight pieces, where it is drawn and where it is pointed at: none is half a pixel off. */
export const piecesOfBend = 12;

/** Whether a line of this curvature is more than a straight one. */
export const isBent = (curvature: number): boolean => Math.abs(curvature) > 0.001;

/**
 * A point of a bent line on screen, at a share of its way. The line is a quadratic curve whose control point lies aside of the
 * middle by `curvature` of its length; at 0 it is straight.
 */
export function alongCurve(from: Point, to: Point, curvature: number, share: number): Point {
  const aside = 2 * curvature * share * (1 - share);
  return {
    x: from.x + share * (to.x - from.x) + aside * (to.y - from.y),
    y: from.y + share * (to.y - from.y) - aside * (to.x - from.x),
  };
}
