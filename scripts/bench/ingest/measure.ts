import { jetstreamManager } from "@nats-io/jetstream";
import { eventStream } from "../../../contracts/subjects.ts";
import { Lifecycle } from "../../../server/platform/lifecycle.ts";
import { silentLog as log } from "../../../server/platform/log.ts";
import { isWithinBar, median, type Row, timesBetter } from "../row.ts";
import { measureHops } from "./hops.ts";
import { prepareIngest } from "./prepare.ts";
import { startProducers } from "./producers.ts";
import { publishEvents } from "./publishEvents.ts";
import { bareRate, defaultBatch, ingestRate, rowByRowRate } from "./rates.ts";

const backlogs = [10_000, 30_000, 90_000];
const batchSizes = [100, 500, 2000];
const producerCounts = [1, 2, 4];
/** Enough to be measured, few enough to measure many times. */
const someEvents = 20_000;
/** While others send, the beginning is slow: nothing waits yet, and batches are small. */
const sentEvents = 50_000;
const runs = 3;
/** One by one is slow: so many are enough for a rate. */
const mostOneByOne = 1000;

/** What ingest must reach: events a second, the share of the raw limit, and how many times the peer. */
const bars = { rate: 30_000, ofLimit: 0.5, ofPeer: 20 };

/** One case: so many events, in such batches, from a backlog or while so many producers send them. */
type Case = { what: string; size: string; count: number; batchSize: number; producers?: number };

const cases: Case[] = [
  ...backlogs.map((count) => ({
    ...{ what: "ingest, backlog to committed rows", size: count.toLocaleString("en") },
    ...{ count, batchSize: defaultBatch },
  })),
  ...batchSizes.map((batchSize) => ({
    ...{ what: "ingest, by batch size", size: `batches of ${batchSize.toLocaleString("en")}` },
    ...{ count: someEvents, batchSize },
  })),
  ...producerCounts.map((producers) => ({
    ...{ what: "ingest, while producers send", size: producers === 1 ? "1 producer" : `${producers} producers` },
    ...{ count: sentEvents, batchSize: defaultBatch, producers },
  })),
];

/**
 * Stored events to committed rows, with a broker that does not wait for its disk: it would take some thousand events a
 * second then, and be what is measured. Beside one UPDATE and COMMIT an event, and beside the barest code that could do it.
 * Where a bar is missed, the table of where the time goes is written to standard error.
 */
export async function measureIngest(): Promise<Row[]> {
  const lifecycle = new Lifecycle(log);
  try {
    const { mesh, broker, ctx } = await prepareIngest(lifecycle, { waitsForDisk: false });
    const { pool } = ctx.db;
    const manager = await jetstreamManager(mesh.nc);
    const storedCount = async () => (await manager.streams.info(eventStream.name)).state.messages;
    // What is loaded, compiled and created once does not belong to any case.
    await publishEvents(broker, someEvents, storedCount);
    await ingestRate(mesh, ctx, someEvents);
    const rows: Row[] = [];
    for (const { what, size, count, batchSize, producers } of cases) {
      const rates = { ours: [] as number[], peer: [] as number[], limit: [] as number[] };
      for (let run = 0; run < runs; run++) {
        if (producers === undefined) {
          await manager.streams.purge(eventStream.name);
          await publishEvents(broker, count, storedCount);
          rates.ours.push(await ingestRate(mesh, ctx, count, batchSize));
          rates.limit.push(await bareRate(mesh, pool, count, { batchSize }));
        } else {
          const live = async (measure: (start: () => void) => Promise<number>) => {
            await manager.streams.purge(eventStream.name);
            const sending = await startProducers(broker, producers, count);
            const rate = await measure(sending.start);
            await sending.done();
            return rate;
          };
          rates.ours.push(await live((start) => ingestRate(mesh, ctx, count, batchSize, start)));
          rates.limit.push(await live((start) => bareRate(mesh, pool, count, { batchSize, start })));
        }
        rates.peer.push(await rowByRowRate(mesh, pool, Math.min(count, mostOneByOne)));
      }
      rows.push({
        ...{ what, size, items: count, unit: "events/s", ours: median(rates.ours), bar: bars.rate },
        peers: [{ name: "row by row", value: median(rates.peer) }],
        limit: { name: "bare consume, insert, ack", value: median(rates.limit) },
      });
    }
    if (rows.some(isBelow)) {
      await manager.streams.purge(eventStream.name);
      await publishEvents(broker, someEvents, storedCount);
      process.stderr.write(`below the bar; where the time goes:\n${await measureHops(mesh, ctx, someEvents)}\n`);
    }
    return rows;
  } finally {
    await lifecycle.stop();
  }
}

/** Whether a row falls short of its bar, or of what is asked of it beside the limit or a peer. */
const isBelow = (row: Row) =>
  isWithinBar(row) === false ||
  (row.limit !== undefined && timesBetter(row, row.limit) < bars.ofLimit) ||
  row.peers.some((peer) => timesBetter(row, peer) < bars.ofPeer);
