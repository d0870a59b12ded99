import type { Msg } from "@nats-io/transport-node";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { Mesh } from "./connect.ts";
import { createGatherer } from "./gather.ts";
import { type RawMessage, rawFromCore } from "./rawMessage.ts";
import { untilSubscribed } from "./untilSubscribed.ts";

export type CoreOptions = {
  mesh: Mesh;
  clock: Clock;
  log: Log;
  patterns: readonly string[];
  /** Replicas share what comes through one queue group. */
  queue: string;
  handle: (messages: RawMessage[]) => Promise<void>;
  /** The least time between two batches, in milliseconds. */
  gatherMs: number;
};

const batchSize = 1000;
/** Beyond this the newest are dropped: a pulse is worth little, and the next comes within 30 s. */
const waitingLimit = 20_000;

/** Takes messages of core NATS in batches. Nothing is stored or repeated: when the handler throws, the batch is lost. */
export async function consumeCore(options: CoreOptions): Promise<{ stop(): Promise<void> }> {
  const { mesh, clock, log, patterns, queue, handle, gatherMs } = options;
  const gathered = createGatherer<RawMessage>({ limit: batchSize, gatherMs: Math.min(gatherMs, 1000), eager: true });
  let stopped = false;
  let dropped = 0;

  const receive = (error: Error | null, message: Msg) => {
    if (error !== null) log.error("pulse.subscription_failed", { patterns, error });
    else if (gathered.size() >= waitingLimit) dropped++;
    else gathered.push(rawFromCore(message, clock.now()));
  };
  const subscriptions = patterns.map((pattern) => mesh.nc.subscribe(pattern, { queue, callback: receive }));
  await untilSubscribed(mesh.nc);

  const work = async () => {
    while (!stopped || gathered.size() > 0) {
      const messages = await gathered.take();
      if (messages.length === 0) continue;
      if (dropped > 0) log.warn("pulse.dropped", { dropped });
      dropped = 0;
      await handle(messages).catch((thrown: unknown) => {
        log.error("pulse.batch_failed", { messages: messages.length, error: thrown });
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
