import type { z } from "zod";
import type { MetricSeries, metricQuery } from "../../../contracts/metrics.ts";
import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";
import { loadSeries } from "./loadSeries.ts";
import { listKeys } from "./readSamples.ts";

/**
 * A project's history: series by key, oldest point first. Without `from`, the 24 hours before `to`; without `to`, until
 * now. At most `points` points a key, read from the windows or from the hours, as `resolution` says. Throws `not_found`.
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
  const keys = input.keys ?? (await listKeys(pool, [id])).get(id) ?? [];
  const { resolution, series } = await loadSeries(ctx, { projectIds: [id], keys, span: input });
  const sorted = series.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { project: input.project, resolution, series: sorted.map(({ key, points }) => ({ key, points })) };
}
