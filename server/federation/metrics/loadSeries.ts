import type { z } from "zod";
import type { MetricPoint, metricQuery } from "../../../contracts/metrics.ts";
import type { FederationContext } from "../context.ts";
import { chooseResolution, type Resolution } from "./chooseResolution.ts";
import { readSamples } from "./readSamples.ts";
import { toPoints } from "./toPoints.ts";

const dayMs = 86_400_000;

/** More is never read of one key: a longer span is thinned in the database first. */
const readPerPoint = 8;

/** More is never read at once, of all projects and keys together: an answer must fit into memory many times. */
const mostSamples = 200_000;

export type Span = Pick<z.output<typeof metricQuery>, "from" | "to" | "points">;
export type LoadedSeries = { projectId: number; key: string; points: MetricPoint[] };

/** Metrics whose samples are texts: of these no hour is kept, so they go back as far as the raw samples. */
const isText = (key: string) => key === "status" || key.startsWith("deploy.version.");

/**
 * Series of some projects and keys, oldest point first, at most `points` a series. Without `from`, the 24 hours before
 * `to`; without `to`, until now. A project and key without a sample gives no series. Where very much is asked for at once,
 * each series has fewer points.
 */
export async function loadSeries(
  ctx: FederationContext,
  { projectIds, keys, span }: { projectIds: readonly number[]; keys: readonly string[]; span: Span },
): Promise<{ resolution: Resolution; series: LoadedSeries[] }> {
  const { pool } = ctx.db;
  const now = ctx.clock.now();
  const to = span.to === undefined ? now : new Date(span.to);
  const from = span.from === undefined ? new Date(to.getTime() - dayMs) : new Date(span.from);
  const { rawDays } = ctx.policy.metrics;
  const { points } = span;
  const resolution = chooseResolution(
    { from: from.getTime(), to: to.getTime(), points },
    { now: now.getTime(), rawDays },
  );
  const share = Math.floor(mostSamples / Math.max(1, projectIds.length * keys.length));
  const wanted = { projectIds, from, to, most: Math.max(1, Math.min(points * readPerPoint, share)) };
  const rows = (
    await Promise.all([
      readSamples(pool, "raw", { ...wanted, keys: resolution === "raw" ? keys : keys.filter(isText) }),
      readSamples(pool, "hour", { ...wanted, keys: resolution === "raw" ? [] : keys.filter((key) => !isText(key)) }),
    ])
  ).flat();
  const bySeries = Map.groupBy(rows, ({ projectId, key }) => `${projectId} ${key}`);
  const series = [...bySeries.values()].flatMap((samples) => {
    const [first] = samples;
    return first === undefined ? [] : { ...first, points: toPoints(samples, from, points) };
  });
  return { resolution, series: series.map(({ projectId, key, points }) => ({ projectId, key, points })) };
}
