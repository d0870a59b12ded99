import { legacyPattern, pulsePatterns } from "../../../../contracts/subjects.ts";
import type { Mesh } from "../../../mesh/connect.ts";
import { consumeCore } from "../../../mesh/consumeCore.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { Log } from "../../../platform/log.ts";
import { parseHeartbeat } from "./parseHeartbeat.ts";
import type { HeartbeatBatch } from "./recordHeartbeats.ts";

const gatherMs = 500;

/** Takes legacy heartbeats from core NATS, in the queue group that all Meta Hub replicas share. */
export async function consumeHeartbeats(options: {
  mesh: Mesh;
  clock: Clock;
  log: Log;
  handle: (batch: HeartbeatBatch) => Promise<void>;
}): Promise<{ stop(): Promise<void> }> {
  const { handle, ...common } = options;
  return await consumeCore({
    ...common,
    gatherMs,
    queue: pulsePatterns.queue,
    patterns: [legacyPattern],
    async handle(messages) {
      const batch: HeartbeatBatch = { events: [], rejected: [] };
      for (const message of messages) {
        const result = parseHeartbeat(message);
        if (result.ok) batch.events.push(result.heartbeat);
        else batch.rejected.push(result.rejected);
      }
      await handle(batch);
    },
  });
}
