import { pulsePatterns } from "../../contracts/subjects.ts";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { Mesh } from "./connect.ts";
import type { EventBatch } from "./consume.ts";
import { consumeCore } from "./consumeCore.ts";
import { parseEvent } from "./parseEvent.ts";

export type PulseOptions = {
  mesh: Mesh;
  clock: Clock;
  log: Log;
  handle: (batch: EventBatch) => Promise<void>;
  /** The least time between two batches, in milliseconds: so much later, at most, the map shows what a pulse says. */
  gatherMs?: number;
};

/**
 * Takes presence and health from core NATS, in a queue group that all Meta Hub replicas share. Nothing is stored or
 * repeated: when the handler throws, the batch is logged and lost.
 */
export async function consumePulses({ handle, gatherMs = 200, ...common }: PulseOptions): Promise<{
  stop(): Promise<void>;
}> {
  return await consumeCore({
    ...common,
    gatherMs,
    queue: pulsePatterns.queue,
    patterns: [pulsePatterns.presence, pulsePatterns.health],
    async handle(messages) {
      const batch: EventBatch = { events: [], rejected: [] };
      for (const message of messages) {
        const result = parseEvent(message);
        if (result.ok) batch.events.push(result.event);
        else batch.rejected.push(result.rejected);
      }
      await handle(batch);
    },
  });
}
