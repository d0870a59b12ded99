import { type Consumer, type ConsumerMessages, type JsMsg, jetstream } from "@nats-io/jetstream";
import { eventStream } from "../../contracts/subjects.ts";
import type { Log } from "../platform/log.ts";
import type { Mesh } from "./connect.ts";
import { type EnsureOptions, ensureEventStream } from "./ensureStream.ts";
import { growingDelay, pause } from "./pause.ts";

export type EventPull = {
  /** Asks for nothing more; resolves when what has come is handed over. */
  stop(): Promise<void>;
  /** Events the broker has that are not acknowledged yet; null when it cannot be asked. */
  pending(): Promise<number | null>;
};

const longestPauseMs = 1000;

/**
 * Pulls stored events for as long as the process lives, through reconnects, restarts of the broker and the loss of its
 * store. `take` is called one message at a time; nothing more is pulled while it waits. Resolves when the first pull is
 * under way.
 */
export async function pullEvents(options: {
  mesh: Mesh;
  log: Log;
  /** How many messages may be on their way here. */
  ahead: number;
  take: (message: JsMsg) => Promise<void> | undefined;
  /** What the stream is to be when it is missing. */
  stream?: EnsureOptions | undefined;
}): Promise<EventPull> {
  const { mesh, log, ahead, take, stream } = options;
  const stopping = new AbortController();
  let consumer: Consumer;
  let messages: ConsumerMessages;

  const start = async () => {
    consumer = await findConsumer(mesh, stream);
    // Two missed heartbeats make the client ask what became of its consumer; what fails then is tried every 5 s.
    messages = await consumer.consume({ max_messages: ahead, expires: 5000, idle_heartbeat: 1000 });
    if (stopping.signal.aborted) messages.stop();
    void recreateWhenMissing(mesh, messages, log, stream);
  };

  const receive = async () => {
    for (let failures = 0; ; failures++) {
      try {
        if (failures > 0) await start();
        for await (const message of messages) {
          failures = 0;
          const taken = take(message);
          if (taken !== undefined) await taken;
        }
      } catch (thrown) {
        log.warn("ingest.pull_failed", { error: thrown });
      }
      if (stopping.signal.aborted || mesh.nc.isClosed()) return;
      await pause(growingDelay(failures, longestPauseMs), stopping.signal);
    }
  };

  await start();
  const received = receive();
  return {
    async stop() {
      stopping.abort();
      messages.stop();
      await received;
    },
    async pending() {
      if (!mesh.isConnected()) return null;
      const info = await consumer.info().catch(() => null);
      return info === null ? null : info.num_pending + info.num_ack_pending;
    },
  };
}

async function findConsumer(mesh: Mesh, stream: EnsureOptions | undefined): Promise<Consumer> {
  const { consumers } = jetstream(mesh.nc);
  try {
    return await consumers.get(eventStream.name, eventStream.durable);
  } catch {
    await ensureEventStream(mesh, stream);
    return consumers.get(eventStream.name, eventStream.durable);
  }
}

/** A broker that came back with an empty disk has neither stream nor consumer; the client goes on asking for both. */
async function recreateWhenMissing(
  mesh: Mesh,
  messages: ConsumerMessages,
  log: Log,
  stream: EnsureOptions | undefined,
): Promise<void> {
  for await (const { type } of messages.status()) {
    if (type !== "stream_not_found" && type !== "consumer_not_found" && type !== "consumer_deleted") continue;
    log.warn("ingest.stream_missing", { type });
    await ensureEventStream(mesh, stream).catch((thrown: unknown) =>
      log.error("ingest.stream_missing", { error: thrown }),
    );
  }
}
