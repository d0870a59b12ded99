import type { FederationContext } from "./context.ts";
import type { Partitions } from "./metrics/partitions.ts";
import { dropOldCursors, dropOldPartitions } from "./metrics/retention.ts";
import { trimQuarantine } from "./quarantine/trim.ts";
import { recordRiskDrift } from "./risk/recordDrift.ts";

const dayMs = 86_400_000;
const daysAhead = 2;

/** The hourly round: partitions ahead of time, what is too old goes, and risk that grew without any event is noted. */
export async function upkeep(ctx: FederationContext, partitions: Partitions): Promise<void> {
  const { pool } = ctx.db;
  const { rawDays } = ctx.policy.metrics;
  const now = ctx.clock.now();
  await partitions.ensure(Array.from({ length: daysAhead + 1 }, (_, day) => now.getTime() + day * dayMs));
  const partitionsDropped = await dropOldPartitions(pool, rawDays, now);
  if (partitionsDropped.length > 0) partitions.forget();
  const cursorsDropped = await dropOldCursors(pool, rawDays, now);
  const quarantineDropped = await trimQuarantine(pool, now);
  await recordRiskDrift(ctx, partitions);
  ctx.log.info("upkeep", { partitionsDropped, cursorsDropped, quarantineDropped });
}
