import type { Pool } from "pg";
import { dayOf, Partitions, partitionName } from "../../../server/federation/metrics/partitions.ts";
import { retainMetrics } from "../../../server/federation/metrics/retention.ts";
import { Lifecycle } from "../../../server/platform/lifecycle.ts";
import { silentLog } from "../../../server/platform/log.ts";
import { prepareDatabase } from "../ingest/prepare.ts";
import { median, type Row } from "../row.ts";
import { measureBytes, samplesPerProject } from "./bytes.ts";

const policy = { rawDays: 30, rollupDays: 400 };
const dayMs = 86_400_000;
const runs = 3;
/** What dropping a day may take. */
const barMs = 50;

/** A day as a federation of that many samples leaves it: every project tells ten metrics a minute. */
async function fillDay(pool: Pool, day: number, samples: number): Promise<void> {
  await new Partitions(pool).ensure([day]);
  await pool.query(
    `insert into "ProjectMetric" ("projectId", key, "valueNumber", "observedAt", "windowStart")
     select n / ${samplesPerProject}, 'metric.' || n % 10, n, $1::timestamptz + (n / 10 % 1440) * interval '1 minute',
       $1::timestamptz + (n / 10 % 1440) * interval '1 minute'
     from generate_series(0, $2::int - 1) as n`,
    [new Date(day), samples],
  );
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** DELETE of every row of a day, taken back: the same rows are dropped afterwards. What VACUUM then has to do is not in it. */
async function deleteTime(pool: Pool, day: number): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const took = await milliseconds(() =>
      client.query('delete from "ProjectMetric" where "windowStart" >= $1 and "windowStart" < $2', [
        new Date(day),
        new Date(day + dayMs),
      ]),
    );
    await client.query("rollback");
    return took;
  } finally {
    client.release();
  }
}

async function dropTime(pool: Pool, day: number, now: Date): Promise<number> {
  let dropped: string[] = [];
  const took = await milliseconds(async () => {
    dropped = (await retainMetrics(pool, policy, now)).partitions;
  });
  if (dropped[0] !== partitionName(day)) throw new Error("the day was not dropped");
  return took;
}

/** The longest that writing one sample of today takes while `work` runs, one after the other. Milliseconds. */
async function longestWrite(pool: Pool, now: Date, work: () => Promise<unknown>): Promise<number> {
  const text = `insert into "ProjectMetric" ("projectId", key, "valueNumber", "observedAt", "windowStart")
    values (0, $1, 1, $2, $2)`;
  let working = true;
  let longest = 0;
  const write = async () => {
    while (working) {
      const took = await milliseconds(() =>
        pool.query({ name: "bench-write", text, values: [crypto.randomUUID(), now] }),
      );
      longest = Math.max(longest, took);
    }
  };
  const writing = write();
  await work();
  working = false;
  await writing;
  return longest;
}

const quietMs = 200;

/** What `measureDay` finds, in milliseconds: how long each takes, and how long a write takes meanwhile. */
type Times = Record<"drop" | "delete" | "empty" | "write" | "quietWrite", number[]>;

async function measureDay(pool: Pool, day: number, samples: number, now: Date, times: Times): Promise<void> {
  await fillDay(pool, day, 0);
  times.empty.push(await dropTime(pool, day, now));
  await fillDay(pool, day, samples);
  times.delete.push(await deleteTime(pool, day));
  // A day that is dropped is a month old: nothing of it waits to be written.
  await pool.query("checkpoint");
  times.quietWrite.push(await longestWrite(pool, now, () => Bun.sleep(quietMs)));
  let dropped = 0;
  times.write.push(
    await longestWrite(pool, now, async () => {
      dropped = await dropTime(pool, day, now);
    }),
  );
  times.drop.push(dropped);
}

/**
 * Dropping a day of samples, beside DELETE of the same rows, and beside dropping a day without any; and how long that
 * keeps a writer waiting. The partition is locked for the time of an empty one. What comes on top is the system freeing
 * the files, after the locks are gone: it grows with their size, and only the job itself waits for it. And what a day
 * takes on the disk.
 */
export async function measureRetention({ full }: { full: boolean }): Promise<Row[]> {
  const lifecycle = new Lifecycle(silentLog);
  try {
    const { db } = await prepareDatabase(lifecycle);
    const now = new Date();
    const day = dayOf(now.getTime() - 40 * dayMs);
    await new Partitions(db.pool).ensure([now.getTime()]);
    const rows: Row[] = [];
    for (const samples of [30_000, 100_000, full ? 3_000_000 : 300_000]) {
      const times: Times = { drop: [], delete: [], empty: [], write: [], quietWrite: [] };
      for (let run = 0; run < (samples > 1_000_000 ? 1 : runs); run++)
        await measureDay(db.pool, day, samples, now, times);
      await fillDay(db.pool, day, samples);
      rows.push(...(await measureBytes(db.pool, day, samples)));
      await dropTime(db.pool, day, now);
      const common = { size: samples.toLocaleString("en"), items: samples, unit: "ms", bar: barMs } as const;
      rows.push(
        {
          ...{ ...common, what: "retention, a day of samples", ours: median(times.drop) },
          peers: [{ name: "DELETE", value: median(times.delete) }],
          limit: { name: "an empty day", value: median(times.empty) },
        },
        {
          ...{ ...common, what: "retention, a write meanwhile", ours: Math.max(...times.write), peers: [] },
          limit: { name: "a write at rest", value: Math.max(...times.quietWrite) },
        },
      );
    }
    return rows;
  } finally {
    await lifecycle.stop();
  }
}
