import type { JsMsg } from "@nats-io/jetstream";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { Mesh } from "./connect.ts";
import type { EnsureOptions } from "./ensureStream.ts";
import { createGatherer } from "./gather.ts";
import { type MeshEvent, type ParseResult, parseEvent, type RejectedEvent } from "./parseEvent.ts";
import { growingDelay, pause } from "./pause.ts";
import { pullEvents } from "./pullEvents.ts";
import { rawFromStream } from "./rawMessage.ts";
import { splitBatch } from "./splitBatch.ts";

/** What came in together, judged. The same event may come again, after a failure even in the same batch. */
export type EventBatch = { events: MeshEvent[]; rejected: RejectedEvent[] };

export type EventConsumer = {
  /** Takes nothing new, finishes the batch in hand, gives back the rest. */
  stop(): Promise<void>;
  /** Events the broker has that are not acknowledged yet; null when it cannot be asked. */
  pending(): Promise<number | null>;
  /** How many events were committed since the start, when last, and how long the last one had waited by then, in ms. */
  stats(): Stats;
};

export type ConsumeOptions = {
  mesh: Mesh;
  clock: Clock;
  log: Log;
  /** One transaction. When it throws, the whole batch is delivered again later. */
  handle: (batch: EventBatch) => Promise<void>;
  /** So many events make a batch at once. Where a backlog has piled up meanwhile, it is up to 4,000. */
  batchSize?: number;
  gatherMs?: number;
  /** What the stream is made anew as, should the broker lose it. */
  stream?: EnsureOptions | undefined;
};

/** A message and what it was found to be. Parsed as it comes, while the database works on the batch before. */
type ParsedMessage = { message: JsMsg; parsed: ParseResult };

/** What a transaction costs is shared by all events in it, and of those of one project only the latest are written. */
const mostInBatch = 4000;

/** Fewer on their way here would make asking for more a cost of its own. */
const leastAhead = 2000;

const longestRedeliveryMs = 30_000;
/** A failing database is not asked more often than this, and a single bad event holds up the others no longer. */
const longestPauseMs = 1000;

/**
 * Takes the stored events from the durable consumer that all Meta Hub replicas share: gathers, parses, hands over, and
 * acknowledges only after the handler has resolved. What is not acknowledged comes again: after a broker restart, a
 * reconnect, or a process that stood still for longer than the ack wait.
 */
export async function consumeEvents(options: ConsumeOptions): Promise<EventConsumer> {
  const { mesh, log, batchSize = 500, gatherMs = 25, stream } = options;
  const most = Math.max(batchSize, mostInBatch);
  const gathered = createGatherer<ParsedMessage>({ limit: batchSize, most, gatherMs });
  const stopping = new AbortController();
  const stats: Stats = { committed: 0, lastBatchAt: null, lagMs: null };

  const pull = await pullEvents({
    mesh,
    log,
    stream,
    ahead: Math.max(leastAhead, batchSize * 4),
    take(message) {
      gathered.push({ message, parsed: parseEvent(rawFromStream(message)) });
      return gathered.size() >= most ? gathered.room() : undefined;
    },
  });

  const work = async () => {
    for (let failures = 0; ; ) {
      const batch = await gathered.take();
      if (stopping.signal.aborted) return batch;
      let succeeded = false;
      for (const group of splitBatch(batch, ({ message }) => message.info.deliveryCount)) {
        if (await handleGroup(group, options, stats)) succeeded = true;
      }
      failures = succeeded ? 0 : failures + 1;
      if (failures > 0) await pause(growingDelay(failures, longestPauseMs), stopping.signal);
    }
  };

  const worked = work();
  return {
    async stop() {
      stopping.abort();
      // What is on its way here has come once the broker answers: dropped, it would come again only after the ack wait.
      await settleConnection(mesh);
      gathered.end();
      const [rest] = await Promise.all([worked, pull.stop()]);
      while (gathered.size() > 0) rest.push(...(await gathered.take()));
      for (const { message } of rest) answer(() => message.nak());
      await settleConnection(mesh);
    },
    pending: () => pull.pending(),
    stats: () => ({ ...stats }),
  };
}

type Stats = { committed: number; lastBatchAt: Date | null; lagMs: number | null };

/** One group through the handler. True when it is committed and acknowledged. */
async function handleGroup(
  group: ParsedMessage[],
  { clock, log, handle }: ConsumeOptions,
  stats: Stats,
): Promise<boolean> {
  const batch: EventBatch = { events: [], rejected: [] };
  const accepted: JsMsg[] = [];
  const refused: { message: JsMsg; reason: string }[] = [];
  for (const { message, parsed } of group) {
    if (parsed.ok) {
      batch.events.push(parsed.event);
      accepted.push(message);
    } else {
      batch.rejected.push(parsed.rejected);
      refused.push({ message, reason: parsed.rejected.reason });
    }
  }
  const started = performance.now();
  try {
    await handle(batch);
  } catch (thrown) {
    log.error("ingest.batch_failed", { events: accepted.length, rejected: refused.length, error: thrown });
    for (const { message } of group) {
      answer(() => message.nak(growingDelay(message.info.deliveryCount, longestRedeliveryMs)));
    }
    return false;
  }
  for (const message of accepted) answer(() => message.ack());
  for (const { message, reason } of refused) answer(() => message.term(reason));
  stats.committed += accepted.length;
  stats.lastBatchAt = clock.now();
  const last = batch.events.at(-1);
  // Two clocks are compared: the broker's may be ahead of this one.
  if (last) stats.lagMs = Math.max(0, stats.lastBatchAt.getTime() - last.receivedAt.getTime());
  const durationMs = Math.round(performance.now() - started);
  log.debug("ingest.batch", { events: accepted.length, rejected: refused.length, durationMs });
  return true;
}

/** Waits until the broker has answered everything sent so far, a second at most. */
async function settleConnection(mesh: Mesh): Promise<void> {
  if (mesh.isConnected()) await Promise.race([mesh.nc.flush().catch(() => {}), Bun.sleep(1000)]);
}

/** An answer that cannot be sent is no loss: the broker delivers again, and handlers are idempotent. */
function answer(send: () => void): void {
  try {
    send();
  } catch {}
}
