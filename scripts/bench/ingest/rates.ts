import { AckPolicy, type JsMsg, jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { Pool } from "pg";
import { eventStream } from "../../../contracts/subjects.ts";
import { numberArray, textArray } from "../../../server/federation/arrayLiteral.ts";
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

/** Reads every stored event from a consumer of its own, in batches; acknowledges a batch when `handle` has had it. Events a second. */
async function consumeRate(
  mesh: Mesh,
  count: number,
  handle: (batch: readonly JsMsg[]) => Promise<void> | void,
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
  const messages = await consumer.consume({ max_messages: Math.max(2000, batchSize * 2) });
  let batch: JsMsg[] = [];
  let seen = 0;
  for await (const message of messages) {
    batch.push(message);
    seen++;
    if (batch.length < batchSize && seen < count) continue;
    await handle(batch);
    for (const handled of batch) handled.ack();
    batch = [];
    if (seen === count) break;
  }
  await mesh.nc.flush();
  const rate = perSecond(count, started);
  await manager.consumers.delete(eventStream.name, name);
  return rate;
}

/**
 * The limit: consume, one row an event in one plain UNNEST insert a batch, commit, acknowledge. Nothing is looked at, and
 * the table has nothing but a primary key.
 */
export async function bareRate(
  mesh: Mesh,
  pool: Pool,
  count: number,
  options?: { batchSize?: number; start?: () => void },
): Promise<number> {
  await pool.query(`create table "BenchBare" (id bigint primary key, value float8, at timestamptz)`);
  const client = await pool.connect();
  try {
    const text = `insert into "BenchBare" select * from unnest($1::bigint[], $2::float8[], $3::timestamptz[])`;
    const at = new Date().toISOString();
    let first = 0;
    const insert = async (batch: readonly JsMsg[]) => {
      const ids = batch.map((_, index) => first + index);
      first += batch.length;
      const values = [numberArray(ids), numberArray(ids), textArray(ids.map(() => at))];
      await client.query({ name: "bench-bare", text, values });
    };
    return await consumeRate(mesh, count, insert, options);
  } finally {
    client.release();
    await pool.query(`drop table "BenchBare"`);
  }
}

/** The peer: one transaction with one UPDATE an event, as a service does that handles each message by itself. */
export async function rowByRowRate(mesh: Mesh, pool: Pool, count: number): Promise<number> {
  const text = `update "ProjectCatalog" set "lastSeenAt" = now() where slug = $1`;
  const client = await pool.connect();
  try {
    return await consumeRate(
      mesh,
      count,
      async ([message]) => {
        const { projectSlug } = JSON.parse(new TextDecoder().decode(message?.data));
        await client.query("begin");
        await client.query({ name: "bench-row", text, values: [projectSlug] });
        await client.query("commit");
      },
      { batchSize: 1 },
    );
  } finally {
    client.release();
  }
}
