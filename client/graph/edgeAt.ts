import { alongCurve, distanceToSegment, isBent, type Point, piecesOfBend } from "./geometry.ts";

/** An edge on screen, in CSS pixels. */
type Line = { id: string; from: Point; to: Point; curvature: number };

/** So far from an edge, in CSS pixels, one still means it: it is drawn too thin to be hit. */
const reach = 4;

/** The id of the edge that somebody points at, the nearest of several; null: none is near enough. O(edges). */
export function edgeAt(point: Point, lines: Iterable<Line>): string | null {
  let nearest: { id: string | null; distance: number } = { id: null, distance: reach };
  for (const line of lines) {
    const distance = distanceTo(point, line);
    if (distance <= nearest.distance) nearest = { id: line.id, distance };
  }
  return nearest.id;
}

function distanceTo(point: Point, { from, to, curvature }: Line): number {
  if (!isBent(curvature)) return distanceToSegment(point, from, to);
  let least = Number.POSITIVE_INFINITY;
  let start = from;
  for (let piece = 1; piece <= piecesOfBend; piece++) {
    const end = alongCurve(from, to, curvature, piece / piecesOfBend);
    least = Math.min(least, distanceToSegment(point, start, end));
    start = end;
  }
  return least;
}
