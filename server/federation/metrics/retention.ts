import type { Pool } from "pg";
import { inTransaction } from "../../platform/transaction.ts";
import { whileLocked } from "../locks.ts";
import { dayOf, partitionName } from "./partitions.ts";
import { trimRollups } from "./trimRollups.ts";

const dayMs = 86_400_000;

/** How long what is kept, in days. Rollups are never kept shorter than the samples they are folded from. */
export type RetentionPolicy = { rawDays: number; rollupDays: number };

/** What went, or with `dryRun` would go. `busy`: another replica is at it, and nothing was done here. */
export type RetentionReport = { busy: boolean; partitions: string[]; rollups: number };

/**
 * Drops the daily partitions whose time is over: writers and readers wait for milliseconds, where deleting the rows would
 * take seconds and leave the space in use; and trims the rollups, a bounded number of rows a transaction. Gives up at
 * once where another replica is at it, and after 250 ms where a long reader is in the way (SQLSTATE 55P03), since all
 * others queue behind whoever waits for the whole table; the next hour will do.
 */
export async function retainMetrics(
  pool: Pool,
  policy: RetentionPolicy,
  now: Date,
  { dryRun = false, rowsAtOnce = 5000 } = {},
): Promise<RetentionReport> {
  const report = await whileLocked(pool, "retention", "pass", async () => ({
    busy: false,
    partitions: await dropOldPartitions(pool, policy.rawDays, now, dryRun),
    rollups: await trimRollups(pool, Math.max(policy.rawDays, policy.rollupDays), now, { dryRun, rowsAtOnce }),
  }));
  return report ?? { busy: true, partitions: [], rollups: 0 };
}

async function dropOldPartitions(pool: Pool, rawDays: number, now: Date, dryRun: boolean): Promise<string[]> {
  const oldestKept = partitionName(dayOf(now.getTime() - rawDays * dayMs));
  return await inTransaction(pool, async (client) => {
    await client.query("set local lock_timeout = '250ms'");
    const { rows } = await client.query<{ name: string }>(
      `select relname as name from pg_inherits join pg_class on oid = inhrelid
       where inhparent = '"ProjectMetric"'::regclass and relname ~ '^ProjectMetric_[0-9]{8}$' and relname < $1
       order by relname`,
      [oldestKept],
    );
    if (!dryRun) for (const { name } of rows) await client.query(`drop table "${name}"`);
    return rows.map(({ name }) => name);
  });
}
