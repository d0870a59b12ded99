import type { ChartLine } from "./chartData.ts";

/** What a line says at a moment, in seconds since 1970: the value noted last until then; without a moment, its latest. */
export function valueAt({ points }: ChartLine, at: number | null): number | null {
  return points.findLast((point) => at === null || point.at <= at)?.value ?? null;
}
