import type { z } from "zod";
import type { MetricSeries, metricQuery } from "../../../contracts/metrics.ts";
import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";

export async function listSeries(_ctx: FederationContext, _input: { project: string } & z.output<typeof metricQuery>): Promise<MetricSeries> {
  throw new AppError("unavailable", "not written yet");
}
