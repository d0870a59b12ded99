import type { MetricPoint } from "../../../contracts/metrics.ts";
import { downsample, onlySteps, type Point } from "./downsample.ts";
import type { StoredSample } from "./readSamples.ts";

/** One key's samples, oldest first, as at most `limit` points: a line of numbers, or the steps of a text. */
export function toPoints(samples: readonly StoredSample[], from: Date, limit: number): MetricPoint[] {
  const numbers: Point<number>[] = [];
  const texts: Point<string>[] = [];
  for (const { value, text, observedAt } of samples) {
    // What held when the span began is drawn from its beginning.
    const at = Math.max(observedAt.getTime(), from.getTime());
    if (value !== null) append(numbers, { at, value });
    else if (text !== null) append(texts, { at, value: text });
  }
  const points = texts.length > numbers.length ? onlySteps(texts, limit) : downsample(numbers, limit);
  return points.map(({ at, value }) => ({ at: new Date(at).toISOString(), value }));
}

/** Of two points at one moment the later holds. */
function append<Value>(points: Point<Value>[], point: Point<Value>): void {
  if (points.at(-1)?.at === point.at) points.pop();
  points.push(point);
}
