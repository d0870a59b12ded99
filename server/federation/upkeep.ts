import { trimAlerts } from "./alerts/trim.ts";
import { trimHistory } from "./catalog/trimHistory.ts";
import type { FederationContext } from "./context.ts";
import { trimEpochs } from "./ingest/trimEpochs.ts";
import { daysAhead, type Partitions } from "./metrics/partitions.ts";
import { dropOldCursors, retainMetrics } from "./metrics/retention.ts";
import { trimQuarantine } from "./quarantine/trim.ts";
import { recordRiskDrift } from "./risk/recordDrift.ts";

/** The hourly round: partitions ahead of time, what is too old goes, and risk that grew without any event is noted. */
export async function upkeep(ctx: FederationContext, partitions: Partitions): Promise<void> {
  const { pool } = ctx.db;
  const { rawDays } = ctx.policy.metrics;
  const now = ctx.clock.now();
  await partitions.ensure(daysAhead(now.getTime()));
  const { partitions: partitionsDropped, rollups: rollupsDropped } = await retainMetrics(pool, ctx.policy.metrics, now);
  if (partitionsDropped.length > 0) partitions.forget();
  const cursorsDropped = await dropOldCursors(pool, rawDays, now);
  const quarantineDropped = await trimQuarantine(pool, now);
  const alertsDropped = await trimAlerts(pool, ctx.policy.metrics.rollupDays, now);
  await trimHistory(pool, ctx.policy.metrics.rollupDays, now);
  await trimEpochs(pool);
  await recordRiskDrift(ctx, partitions);
  ctx.log.info("upkeep", { partitionsDropped, rollupsDropped, cursorsDropped, quarantineDropped, alertsDropped });
}
