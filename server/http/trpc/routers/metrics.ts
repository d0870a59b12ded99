import { z } from "zod";
import { compareQuery, type MetricComparison, type MetricSeries, metricQuery } from "../../../../contracts/metrics.ts";
import { slug } from "../../../../contracts/names.ts";
import { compareProjects } from "../../../federation/metrics/compareProjects.ts";
import { latestMetrics } from "../../../federation/metrics/latest.ts";
import { listSeries } from "../../../federation/metrics/listSeries.ts";
import { procedure, router } from "../init.ts";

type LatestMetric = { key: string; value: number | string | null; observedAt: string };

export const metricsRouter = router({
  /** One project's history by key, oldest point first. */
  series: procedure
    .input(metricQuery.safeExtend({ project: slug }))
    .query(({ ctx, input }): Promise<MetricSeries> => listSeries(ctx.fed, input)),

  /** One metric of several projects, in the order asked. */
  compare: procedure
    .input(compareQuery)
    .query(({ ctx, input }): Promise<MetricComparison> => compareProjects(ctx.fed, input)),

  /** The newest value of every key a project has. */
  latest: procedure
    .input(z.strictObject({ project: slug }))
    .query(({ ctx, input }): Promise<LatestMetric[]> => latestMetrics(ctx.fed, input)),
});
