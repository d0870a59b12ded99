import { AckPolicy, jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { Pool } from "pg";
import { eventStream } from "../../../contracts/subjects.ts";
import type { FederationContext } from "../../../server/federation/context.ts";
import { createIngest } from "../../../server/federation/ingest/ingestBatch.ts";
import type { Mesh } from "../../../server/mesh/connect.ts";
import { consumeEvents } from "../../../server/mesh/consume.ts";
import { silentLog } from "../../../server/platform/log.ts";

export const defaultBatch = 500;

const perSecond = (count: number, started: number) => (count / (performance.now() - started)) * 1000;

/** Ours: from the stream through parsing, checks and one transaction a batch to the acknowledgement. Events a second. */
export async function ingestRate(
  mesh: Mesh,
  ctx: FederationContext,
  count: number,
  batchSize = defaultBatch,
  start: () => void = () => {},
): Promise<number> {
  const ingest = createIngest(ctx);
  const started = performance.now();
  start();
  const consumer = await consumeEvents({
    ...{ mesh, log: silentLog, clock: ctx.clock, batchSize },
    handle: async (batch) => void (await ingest(batch)),
  });
  while (consumer.stats().committed < count) await Bun.sleep(1);
  const rate = perSecond(count, started);
  await consumer.stop();
  return rate;
}

/** Hands every stored event to `handle`, one after the other, acknowledging it afterwards. Events a second. */
async function consumeRate(
  mesh: Mesh,
  count: number,
  handle: (data: Uint8Array) => Promise<void> | void,
  { batchSize = defaultBatch, start = () => {} }: { batchSize?: number; start?: () => void } = {},
) {
  const name = `bench-${crypto.randomUUID()}`;
  const manager = await jetstreamManager(mesh.nc);
  await manager.consumers.add(eventStream.name, {
    ...{ durable_name: name, ack_policy: AckPolicy.Explicit, max_ack_pending: 10_000 },
  });
  const consumer = await jetstream(mesh.nc).consumers.get(eventStream.name, name);
  const started = performance.now();
  start();
  const messages = await consumer.consume({ max_messages: batchSize * 2 });
  let seen = 0;
  for await (const message of messages) {
    await handle(message.data);
    message.ack();
    if (++seen === count) break;
  }
  await mesh.nc.flush();
  const rate = perSecond(count, started);
  await manager.consumers.delete(eventStream.name, name);
  return rate;
}

/** The limit of the broker: consume and acknowledge, nothing else. */
export const bareConsumeRate = (
  mesh: Mesh,
  count: number,
  options?: { batchSize?: number; start?: () => void },
): Promise<number> => consumeRate(mesh, count, () => {}, options);

/** The limit of the database: one row an event, in the same batches, into a table with nothing but a primary key. */
export async function bareInsertRate(pool: Pool, count: number, batchSize = defaultBatch): Promise<number> {
  await pool.query(`create table "BenchBare" (id bigint primary key, value float8, at timestamptz)`);
  const client = await pool.connect();
  try {
    const text = `insert into "BenchBare" select * from unnest($1::bigint[], $2::float8[], $3::timestamptz[])`;
    const at = new Date();
    const started = performance.now();
    for (let first = 0; first < count; first += batchSize) {
      const ids = Array.from({ length: Math.min(batchSize, count - first) }, (_, index) => first + index);
      await client.query({ name: "bench-bare", text, values: [ids, ids, ids.map(() => at)] });
    }
    return perSecond(count, started);
  } finally {
    client.release();
    await pool.query(`drop table "BenchBare"`);
  }
}

/** The peer: one UPDATE and one COMMIT an event, as a service does that handles each message by itself. */
export function rowByRowRate(mesh: Mesh, pool: Pool, count: number): Promise<number> {
  const text = `update "ProjectCatalog" set "lastSeenAt" = now() where slug = $1`;
  return consumeRate(mesh, count, async (data) => {
    const { projectSlug } = JSON.parse(new TextDecoder().decode(data));
    await pool.query({ name: "bench-row", text, values: [projectSlug] });
  });
}
