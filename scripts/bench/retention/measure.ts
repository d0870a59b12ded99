import type { Pool } from "pg";
import { dayOf, Partitions, partitionName } from "../../../server/federation/metrics/partitions.ts";
import { retainMetrics } from "../../../server/federation/metrics/retention.ts";
import { Lifecycle } from "../../../server/platform/lifecycle.ts";
import { silentLog } from "../../../server/platform/log.ts";
import { prepareDatabase } from "../ingest/prepare.ts";
import { median, type Row } from "../row.ts";

const policy = { rawDays: 30, rollupDays: 400 };
const dayMs = 86_400_000;
const runs = 3;

/** A day as a federation of that many samples leaves it: every project tells ten metrics a minute. */
async function fillDay(pool: Pool, day: number, samples: number): Promise<void> {
  await new Partitions(pool).ensure([day]);
  await pool.query(
    `insert into "ProjectMetric" ("projectId", key, "valueNumber", "observedAt", "windowStart")
     select n / 14400, 'metric.' || n % 10, n, $1::timestamptz + (n / 10 % 1440) * interval '1 minute',
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

/** Dropping a day of samples, beside DELETE of the same rows, and beside dropping a day without any. */
export async function measureRetention({ full }: { full: boolean }): Promise<Row[]> {
  const lifecycle = new Lifecycle(silentLog);
  try {
    const { db } = await prepareDatabase(lifecycle);
    const now = new Date();
    const day = dayOf(now.getTime() - 40 * dayMs);
    const rows: Row[] = [];
    for (const samples of [30_000, 100_000, full ? 3_000_000 : 300_000]) {
      const times = { drop: [] as number[], delete: [] as number[], empty: [] as number[] };
      for (let run = 0; run < (samples > 1_000_000 ? 1 : runs); run++) {
        await fillDay(db.pool, day, 0);
        times.empty.push(await dropTime(db.pool, day, now));
        await fillDay(db.pool, day, samples);
        times.delete.push(await deleteTime(db.pool, day));
        times.drop.push(await dropTime(db.pool, day, now));
      }
      rows.push({
        ...{ what: "retention, a day of samples", size: samples.toLocaleString("en"), items: samples, unit: "ms" },
        ours: median(times.drop),
        peer: { name: "DELETE", value: median(times.delete) },
        limit: { name: "an empty day", value: median(times.empty) },
      });
    }
    return rows;
  } finally {
    await lifecycle.stop();
  }
}
