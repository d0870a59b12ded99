import { trimRuns } from "./actions/runs/trimRuns.ts";
import { trimAlerts } from "./alerts/trimAlerts.ts";
import { trimHistory } from "./catalog/trimHistory.ts";
import { trimCursors } from "./completeness/trimCursors.ts";
import { trimEpochs } from "./completeness/trimEpochs.ts";
import type { FederationContext } from "./context.ts";
import { trimAudits } from "./ingest/trimAudits.ts";
import { trimEvidence } from "./integrations/trimEvidence.ts";
import { trimHubs } from "./liveness/trimHubs.ts";
import { whileLocked } from "./locks.ts";
import { daysAhead, type Partitions } from "./metrics/partitions.ts";
import { retainMetrics } from "./metrics/retention.ts";
import { trimQuarantine } from "./quarantine/trimQuarantine.ts";
import { recordRiskDrift } from "./risk/recordDrift.ts";

/**
 * The hourly round: partitions ahead of time, what is too old goes, and risk that grew without any event is noted. One
 * replica at a time does it. A step that fails, such as one that a long reader is in the way of, holds up no other.
 */
export async function upkeep(ctx: FederationContext, partitions: Partitions): Promise<void> {
  const { pool } = ctx.db;
  const { metrics, integrations } = ctx.policy;
  const now = ctx.clock.now();
  const steps: Record<string, () => Promise<unknown>> = {
    partitionsAhead: () => partitions.ensure(daysAhead(now.getTime())),
    riskDrift: () => recordRiskDrift(ctx, partitions),
    cursors: () => trimCursors(pool, metrics.rawDays, now),
    epochs: () => trimEpochs(pool),
    quarantine: () => trimQuarantine(pool, now),
    alerts: () => trimAlerts(pool, metrics.rollupDays, now),
    runs: () => trimRuns(pool, metrics.rollupDays, now),
    history: () => trimHistory(pool, metrics.rollupDays, now),
    evidence: () => trimEvidence(pool, integrations, now),
    audits: () => trimAudits(pool, metrics.rollupDays, now),
    hubs: () => trimHubs(pool, metrics.rawDays, now),
    samples: async () => {
      const { partitions: days, rollups } = await retainMetrics(pool, metrics, now);
      if (days.length > 0) partitions.forget();
      return { days, rollups };
    },
  };
  await whileLocked(pool, "upkeep", "pass", async () => {
    const done: Record<string, unknown> = {};
    const failed: Record<string, unknown> = {};
    for (const [name, step] of Object.entries(steps)) {
      try {
        done[name] = await step();
      } catch (thrown) {
        failed[name] = thrown;
      }
    }
    ctx.log.info("upkeep", done);
    for (const [step, error] of Object.entries(failed)) ctx.log.warn("upkeep.failed", { step, error });
  });
}
