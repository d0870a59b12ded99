import type { EventBatch } from "../../../mesh/consume.ts";
import { causesOf } from "../../../mesh/traceEvents.ts";
import { inTransaction } from "../../../platform/transaction.ts";
import { discoverPresent } from "../../catalog/discover.ts";
import type { FederationContext } from "../../context.ts";
import { Directory } from "../../identity/directory.ts";
import { identify } from "../../identity/identify.ts";
import { isolatePoison } from "../../ingest/isolatePoison.ts";
import { type Changes, noChanges } from "../../live/changes.ts";
import { Partitions } from "../../metrics/partitions.ts";
import { recordSamples } from "../../metrics/recordSamples.ts";
import { toSamples } from "../../metrics/toSamples.ts";
import { recordRejected } from "../../quarantine/recordRejected.ts";
import { countTaken, takeBatch } from "../../telemetry/takeBatch.ts";
import { applyPulses } from "./applyPulses.ts";
import { toPulses } from "./toPulses.ts";

/** Takes in the presence and health of a batch; when it resolves, everything is durable. */
export type RecordPulses = (batch: EventBatch) => Promise<Changes>;

/**
 * Makes the taker of pulses: however many hubs a batch speaks for, a constant number of statements in one transaction.
 * Hubs count as heard when the Meta Hub received them, whatever their own clocks say, and are judged at once.
 */
export function createRecordPulses(ctx: FederationContext): RecordPulses {
  const directory = new Directory(ctx.clock);
  const partitions = new Partitions(ctx.db.pool);

  const record = async (batch: EventBatch): Promise<Changes> => {
    const { pool } = ctx.db;
    const names = {
      namespaces: new Set(batch.events.map((event) => event.meshNs)),
      slugs: new Set(
        batch.events.flatMap((event) => (event.kind === "hub.presence" ? [event.payload.projectSlug] : [])),
      ),
    };
    await directory.prepare(pool, names);
    await discoverPresent(ctx, batch.events, directory);
    await directory.prepare(pool, names);
    const { owned, rejected } = identify(batch.events, directory);
    const pulses = toPulses(owned);
    const samples = owned.flatMap(({ event, project }) =>
      toSamples(event).map((sample) => ({ ...sample, projectId: project.id })),
    );
    const now = ctx.clock.now();
    await partitions.ensure([now.getTime(), ...samples.map((sample) => sample.observedAt)]);

    const allRejected = [...batch.rejected, ...rejected];
    const changes = await inTransaction(pool, async (client) => {
      await recordRejected(client, allRejected);
      if (pulses.length === 0) return noChanges();
      const projects = await applyPulses(client, pulses, { policy: ctx.policy, now });
      await recordSamples(client, samples, ctx.policy.metrics.windowSeconds);
      return { ...noChanges(), projects };
    });
    countTaken(ctx.meters, "core", { events: owned.map(({ event }) => event), rejected: allRejected.length });
    return changes;
  };

  return async (batch) => {
    const { events, rejected } = batch;
    const facts = { path: "core", events: events.length, rejected: rejected.length, causes: causesOf(events) } as const;
    try {
      return await takeBatch(ctx.meters, "fed.catalog.update", facts, () => isolatePoison(batch, record));
    } catch (thrown) {
      directory.forget();
      partitions.forget();
      throw thrown;
    }
  };
}
