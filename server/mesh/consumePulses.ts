import type { Msg } from "@nats-io/transport-node";
import { pulsePatterns } from "../../contracts/subjects.ts";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { Mesh } from "./connect.ts";
import type { EventBatch } from "./consume.ts";
import { createGatherer } from "./gather.ts";
import { parseEvent } from "./parseEvent.ts";
import { type RawMessage, rawFromCore } from "./rawMessage.ts";

export type PulseOptions = {
  mesh: Mesh;
  clock: Clock;
  log: Log;
  handle: (batch: EventBatch) => Promise<void>;
  /** How long the first pulse of a batch waits for others, in milliseconds; the map shows a new hub this much later. */
  gatherMs?: number;
};

const batchSize = 1000;
/** Beyond this the newest are dropped: a pulse is worth little, and the next comes within 30 s. */
const waitingLimit = 20_000;

/**
 * Takes presence and health from core NATS, in a queue group that all Meta Hub replicas share. Nothing is stored or
 * repeated: when the handler throws, the batch is logged and lost.
 */
export async function consumePulses(options: PulseOptions): Promise<{ stop(): Promise<void> }> {
  const { mesh, clock, log, handle, gatherMs = 200 } = options;
  const gathered = createGatherer<RawMessage>({ limit: batchSize, gatherMs: Math.min(gatherMs, 1000) });
  let stopped = false;
  let dropped = 0;

  const receive = (error: Error | null, message: Msg) => {
    if (error !== null) log.error("pulse.subscription_failed", { error });
    else if (gathered.size() >= waitingLimit) dropped++;
    else gathered.push(rawFromCore(message, clock.now()));
  };
  const subscriptions = [pulsePatterns.presence, pulsePatterns.health].map((pattern) =>
    mesh.nc.subscribe(pattern, { queue: pulsePatterns.queue, callback: receive }),
  );
  await mesh.nc.flush();

  const work = async () => {
    while (!stopped || gathered.size() > 0) {
      const messages = await gathered.take();
      if (messages.length === 0) continue;
      if (dropped > 0) log.warn("pulse.dropped", { dropped });
      dropped = 0;
      const batch: EventBatch = { events: [], rejected: [] };
      for (const message of messages) {
        const result = parseEvent(message);
        if (result.ok) batch.events.push(result.event);
        else batch.rejected.push(result.rejected);
      }
      await handle(batch).catch((thrown: unknown) => {
        log.error("pulse.batch_failed", { events: batch.events.length, error: thrown });
      });
    }
  };

  const worked = work();
  return {
    async stop() {
      stopped = true;
      for (const subscription of subscriptions) if (!subscription.isClosed()) subscription.unsubscribe();
      gathered.end();
      await worked;
    },
  };
}
