import type { z } from "zod";
import type { MetricSeries, metricQuery } from "../../../contracts/metrics.ts";
import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";
import { downsample, onlySteps, type Point } from "./downsample.ts";

const dayMs = 86_400_000;

/** More is never read of one key: a longer span is thinned in the database first. */
const readPerPoint = 8;

type StoredSample = { key: string; value: number | null; text: string | null; observedAt: Date };

/**
 * Samples of the span, and of each key the last one before it, so that a line has a beginning. A span with more windows
 * than are read gives the last sample of each of as many equal parts.
 */
const select = `
(select distinct on (key) key, "valueNumber" as value, "valueText" as text, "observedAt" from "ProjectMetric"
 where "projectId" = $1 and ($2::text[] is null or key = any($2))
   and "windowStart" < $3 and "windowStart" >= $3::timestamptz - make_interval(days => $6)
 order by key, "windowStart" desc)
union all
(select distinct on (key, date_bin(make_interval(secs => $5), "windowStart", $3)) key, "valueNumber", "valueText", "observedAt"
 from "ProjectMetric"
 where "projectId" = $1 and ($2::text[] is null or key = any($2)) and "windowStart" >= $3 and "windowStart" <= $4
 order by key, date_bin(make_interval(secs => $5), "windowStart", $3), "windowStart" desc)
order by key, "observedAt"`;

/**
 * A project's history: series by key, oldest point first. Without `from`, the 24 hours before `to`; without `to`, until
 * now. At most `points` points a key. Throws `not_found`.
 */
export async function listSeries(
  ctx: FederationContext,
  input: { project: string } & z.output<typeof metricQuery>,
): Promise<MetricSeries> {
  const { pool } = ctx.db;
  const found = await pool.query<{ id: number }>('select id from "ProjectCatalog" where slug = $1', [input.project]);
  const id = found.rows[0]?.id;
  if (id === undefined) {
    throw new AppError("not_found", `There is no project "${input.project}".`, { field: "project" });
  }
  const to = input.to === undefined ? ctx.clock.now() : new Date(input.to);
  const from = input.from === undefined ? new Date(to.getTime() - dayMs) : new Date(input.from);
  const { windowSeconds, rawDays } = ctx.policy.metrics;
  const stepSeconds = Math.max(
    windowSeconds,
    Math.ceil((to.getTime() - from.getTime()) / 1000 / (input.points * readPerPoint)),
  );
  const { rows } = await pool.query<StoredSample>({
    name: "list-series",
    text: select,
    values: [id, input.keys ?? null, from, to, stepSeconds, rawDays],
  });
  const byKey = Map.groupBy(rows, (row) => row.key);
  return {
    project: input.project,
    series: [...byKey].map(([key, samples]) => ({ key, points: thin(samples, from, input.points) })),
  };
}

function thin(samples: readonly StoredSample[], from: Date, limit: number): MetricSeries["series"][number]["points"] {
  const numbers: Point<number>[] = [];
  const texts: Point<string>[] = [];
  for (const { value, text, observedAt } of samples) {
    // What held when the span began is drawn from its beginning.
    const at = Math.max(observedAt.getTime(), from.getTime());
    if (value !== null) numbers.push({ at, value });
    else if (text !== null) texts.push({ at, value: text });
  }
  const points = texts.length > numbers.length ? onlySteps(texts, limit) : downsample(numbers, limit);
  return points.map(({ at, value }) => ({ at: new Date(at).toISOString(), value }));
}
