import { type Consumer, type ConsumerMessages, type JsMsg, jetstream } from "@nats-io/jetstream";
import { eventStream } from "../../contracts/subjects.ts";
import type { Log } from "../platform/log.ts";
import type { Mesh } from "./connect.ts";
import { ensureEventStream } from "./ensureStream.ts";
import { createGatherer, type Gatherer } from "./gather.ts";
import { type MeshEvent, parseEvent, type RejectedEvent } from "./parseEvent.ts";
import { rawFromStream } from "./rawMessage.ts";
import { splitBatch } from "./splitBatch.ts";

/** What came in together, judged. The same event may come again, after a failure even in the same batch. */
export type EventBatch = { events: MeshEvent[]; rejected: RejectedEvent[] };

export type EventConsumer = {
  /** Takes nothing new, finishes the batch in hand, gives back the rest. */
  stop(): Promise<void>;
  /** Events the broker has that are not acknowledged yet; null when it cannot be asked. */
  pending(): Promise<number | null>;
  /** `committed` counts events acknowledged since the start. */
  stats(): { committed: number; lastBatchAt: Date | null };
};

export type ConsumeOptions = {
  mesh: Mesh;
  log: Log;
  clock: { now(): Date };
  /** One transaction. When it throws, the whole batch is delivered again later. */
  handle: (batch: EventBatch) => Promise<void>;
  batchSize?: number;
  gatherMs?: number;
};

const firstDelayMs = 250;
const longestDelayMs = 30_000;
/** A failing database is not asked more often than this, and a single bad event holds up the others no longer. */
const longestPauseMs = 1000;

const growing = (times: number, longest: number) => Math.min(firstDelayMs * 2 ** Math.max(0, times - 1), longest);

/**
 * Takes the stored events from the durable consumer that all Meta Hub replicas share: gathers, parses, hands over, and
 * acknowledges only after the handler has resolved. What is not acknowledged comes again: after a broker restart, a
 * reconnect, or a process that stood still for longer than the ack wait. Resolves when the first pull is under way.
 */
export async function consumeEvents(options: ConsumeOptions): Promise<EventConsumer> {
  const { mesh, log, batchSize = 500, gatherMs = 25 } = options;
  const gathered = createGatherer<JsMsg>({ limit: batchSize, gatherMs });
  const stats = { committed: 0, lastBatchAt: null as Date | null };
  const stopping = new AbortController();

  let consumer = await findConsumer(mesh);
  let messages = await pull(consumer, batchSize);

  const receive = async () => {
    for (let attempt = 1; !stopping.signal.aborted; attempt++) {
      try {
        void recreateWhenMissing(mesh, messages, log);
        for await (const message of messages) {
          gathered.push(message);
          attempt = 1;
          if (gathered.size() >= batchSize) await gathered.room();
        }
      } catch (thrown) {
        log.warn("ingest.pull_failed", { error: thrown });
      }
      if (stopping.signal.aborted || mesh.nc.isClosed()) return;
      await pause(growing(attempt, longestPauseMs), stopping.signal);
      try {
        consumer = await findConsumer(mesh);
        messages = await pull(consumer, batchSize);
      } catch (thrown) {
        log.warn("ingest.pull_failed", { error: thrown });
      }
    }
  };

  const work = async () => {
    for (let failures = 0; ; ) {
      const batch = await gathered.take();
      if (stopping.signal.aborted) return giveBack([...batch, ...(await drain(gathered))]);
      if (batch.length === 0) continue;
      let succeeded = false;
      for (const group of splitBatch(batch, (message) => message.info.deliveryCount)) {
        if (await handleGroup(group, options, stats)) succeeded = true;
      }
      failures = succeeded ? 0 : failures + 1;
      if (failures > 0) await pause(growing(failures, longestPauseMs), stopping.signal);
    }
  };

  const received = receive();
  const worked = work();
  return {
    async stop() {
      stopping.abort();
      messages.stop();
      gathered.end();
      await Promise.all([received, worked]);
      if (mesh.isConnected()) await mesh.nc.flush().catch(() => {});
    },
    async pending() {
      if (!mesh.isConnected()) return null;
      const info = await consumer.info().catch(() => null);
      return info === null ? null : info.num_pending + info.num_ack_pending;
    },
    stats: () => ({ ...stats }),
  };
}

async function findConsumer(mesh: Mesh): Promise<Consumer> {
  const consumers = jetstream(mesh.nc).consumers;
  try {
    return await consumers.get(eventStream.name, eventStream.durable);
  } catch {
    await ensureEventStream(mesh);
    return consumers.get(eventStream.name, eventStream.durable);
  }
}

/** Pulls ahead by two batches. A pull lives 10 s, and two missed heartbeats, at 5 s each, renew it. */
const pull = (consumer: Consumer, batchSize: number) =>
  consumer.consume({ max_messages: batchSize * 2, expires: 10_000, idle_heartbeat: 2500 });

/** A broker that came back with an empty disk has neither stream nor consumer; the client goes on asking for both. */
async function recreateWhenMissing(mesh: Mesh, messages: ConsumerMessages, log: Log): Promise<void> {
  for await (const { type } of messages.status()) {
    if (type !== "stream_not_found" && type !== "consumer_not_found" && type !== "consumer_deleted") continue;
    log.warn("ingest.stream_missing", { type });
    await ensureEventStream(mesh).catch((thrown: unknown) => log.error("ingest.stream_missing", { error: thrown }));
  }
}

/** One group through the handler. True when it is committed and acknowledged. */
async function handleGroup(
  group: JsMsg[],
  { clock, log, handle }: ConsumeOptions,
  stats: { committed: number; lastBatchAt: Date | null },
): Promise<boolean> {
  const batch: EventBatch = { events: [], rejected: [] };
  const accepted: JsMsg[] = [];
  const refused: { message: JsMsg; reason: string }[] = [];
  for (const message of group) {
    const result = parseEvent(rawFromStream(message));
    if (result.ok) {
      batch.events.push(result.event);
      accepted.push(message);
    } else {
      batch.rejected.push(result.rejected);
      refused.push({ message, reason: result.rejected.reason });
    }
  }
  try {
    await handle(batch);
  } catch (thrown) {
    log.error("ingest.batch_failed", { events: accepted.length, rejected: refused.length, error: thrown });
    for (const message of group) answer(() => message.nak(growing(message.info.deliveryCount, longestDelayMs)));
    return false;
  }
  for (const message of accepted) answer(() => message.ack());
  for (const { message, reason } of refused) answer(() => message.term(reason));
  stats.committed += accepted.length;
  stats.lastBatchAt = clock.now();
  return true;
}

/** An answer that cannot be sent is no loss: the broker delivers again, and handlers are idempotent. */
function answer(send: () => void): void {
  try {
    send();
  } catch {}
}

function giveBack(messages: JsMsg[]): void {
  for (const message of messages) answer(() => message.nak());
}

async function drain<Item>(gathered: Gatherer<Item>): Promise<Item[]> {
  const rest: Item[] = [];
  while (gathered.size() > 0) rest.push(...(await gathered.take()));
  return rest;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const wake = () => {
      clearTimeout(timer);
      resolve();
    };
    if (signal.aborted) wake();
    else signal.addEventListener("abort", wake, { once: true });
  });
}
