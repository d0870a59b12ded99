import type { Mesh } from "../mesh/connect.ts";
import { consumeEvents, type EventConsumer } from "../mesh/consume.ts";
import { consumePulses } from "../mesh/consumePulses.ts";
import type { EnsureOptions } from "../mesh/ensureStream.ts";
import { causesOf } from "../mesh/traceEvents.ts";
import type { Log } from "../platform/log.ts";
import type { FederationContext } from "./context.ts";
import { createIngest } from "./ingest/ingestBatch.ts";
import { createAnnouncer } from "./live/announcer.ts";
import { consumeHeartbeats } from "./liveness/legacy/consumeHeartbeats.ts";
import { createRecordHeartbeats } from "./liveness/legacy/recordHeartbeats.ts";
import { bufferPulses } from "./liveness/pulses/bufferPulses.ts";
import { createRecordPulses } from "./liveness/pulses/recordPulses.ts";

/**
 * Stores what the mesh brings: events by `ingestBatch`, pulses by `recordPulses`, legacy ones by `recordHeartbeats`; then
 * tells the clients. A batch of events is acknowledged after its commit; while the database is away it goes back to the
 * broker, and afterwards clients are told to read everything anew.
 */
export async function startWorkers(options: {
  ctx: FederationContext;
  mesh: Mesh;
  log: Log;
  stream?: EnsureOptions;
}): Promise<{ stop(): Promise<void>; consumer: EventConsumer }> {
  const { ctx, mesh, log, stream } = options;
  const announcer = createAnnouncer(ctx);
  const ingest = createIngest(ctx);
  const pulses = bufferPulses(createRecordPulses(ctx), (changes, events) => announcer.add(changes, causesOf(events)));
  const common = { mesh, clock: ctx.clock, log };
  const pulseConsumer = await consumePulses({ ...common, handle: pulses.handle });
  const heartbeats = bufferPulses(createRecordHeartbeats(ctx), (changes) => announcer.add(changes));
  const heartbeatConsumer = await consumeHeartbeats({ ...common, handle: heartbeats.handle });
  let failed = false;
  const consumer = await consumeEvents({
    ...common,
    stream,
    handle: async (batch) => {
      try {
        announcer.add(await ingest(batch), causesOf(batch.events));
      } catch (thrown) {
        failed = true;
        throw thrown;
      }
      if (!failed) return;
      // What failed may have been committed, in part or without an answer: it changes nothing when it comes again.
      failed = false;
      ctx.changes.publish({ type: "resync" });
    },
  });
  return {
    consumer,
    async stop() {
      await Promise.all([consumer.stop(), pulseConsumer.stop(), heartbeatConsumer.stop()]);
      pulses.stop();
      heartbeats.stop();
      await announcer.stop();
    },
  };
}
