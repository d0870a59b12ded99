/** A point in time, in milliseconds, with its value. */
export type Point<Value> = { at: number; value: Value };

/**
 * At most `limit` points that keep the shape of the line: largest-triangle-three-buckets (S. Steinarsson, "Downsampling
 * Time Series for Visual Representation", 2013). The first and the last point stay.
 */
export function downsample(points: readonly Point<number>[], limit: number): Point<number>[] {
  const first = points[0];
  const last = points.at(-1);
  if (points.length <= limit || first === undefined || last === undefined) return [...points];
  if (limit < 3) return [first, last].slice(0, limit);
  const kept = [first];
  const bucketSize = (points.length - 2) / (limit - 2);
  for (let bucket = 0; bucket < limit - 2; bucket++) {
    const start = 1 + Math.floor(bucket * bucketSize);
    const end = 1 + Math.floor((bucket + 1) * bucketSize);
    const following = points.slice(end, Math.min(points.length, 1 + Math.floor((bucket + 2) * bucketSize)));
    const next = following.length === 0 ? last : centreOf(following);
    const chosen = largestTriangle(kept.at(-1) ?? first, points.slice(start, end), next);
    if (chosen !== undefined) kept.push(chosen);
  }
  return [...kept, last];
}

function centreOf(points: readonly Point<number>[]): Point<number> {
  let at = 0;
  let value = 0;
  for (const point of points) {
    at += point.at;
    value += point.value;
  }
  return { at: at / points.length, value: value / points.length };
}

function largestTriangle(
  before: Point<number>,
  candidates: readonly Point<number>[],
  after: Point<number>,
): Point<number> | undefined {
  let best: Point<number> | undefined;
  let bestArea = -1;
  for (const point of candidates) {
    const area = Math.abs(
      (before.at - after.at) * (point.value - before.value) - (before.at - point.at) * (after.value - before.value),
    );
    if (area > bestArea) {
      bestArea = area;
      best = point;
    }
  }
  return best;
}

/** At most `limit` points of a step line (a status, a version): only those where it steps, the newest of them. */
export function onlySteps(points: readonly Point<string>[], limit: number): Point<string>[] {
  return points.filter((point, index) => index === 0 || points[index - 1]?.value !== point.value).slice(-limit);
}
