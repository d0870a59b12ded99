import type { Pool } from "pg";
import { inTransaction } from "../transaction.ts";
import { dayOf, partitionName } from "./partitions.ts";

const dayMs = 86_400_000;
const retentionLock = 72_7074_0015;

/**
 * Drops the daily partitions whose time is over: milliseconds, where deleting their rows would take seconds and leave
 * the space in use. Gives up at once when a long reader is in the way; the next hour will do.
 *
 * @returns the names of the partitions that went.
 */
export async function dropOldPartitions(pool: Pool, rawDays: number, now: Date): Promise<string[]> {
  const oldestKept = partitionName(dayOf(now.getTime() - rawDays * dayMs));
  return await inTransaction(pool, async (client) => {
    const lock = await client.query<{ mine: boolean }>("select pg_try_advisory_xact_lock($1) as mine", [retentionLock]);
    if (lock.rows[0]?.mine !== true) return [];
    await client.query("set local lock_timeout = '2s'");
    const { rows } = await client.query<{ name: string }>(
      `select relname as name from pg_inherits join pg_class on oid = inhrelid
       where inhparent = '"ProjectMetric"'::regclass and relname ~ '^ProjectMetric_[0-9]{8}$' and relname < $1
       order by relname`,
      [oldestKept],
    );
    for (const { name } of rows) await client.query(`drop table "${name}"`);
    return rows.map(({ name }) => name);
  });
}

/** Forgets publishers that have not spoken for as long as samples are kept. @returns how many went. */
export async function dropOldCursors(pool: Pool, rawDays: number, now: Date): Promise<number> {
  const { rowCount } = await pool.query(
    'delete from "EventCursor" where "lastSeenAt" < $1::timestamptz - make_interval(days => $2)',
    [now, rawDays],
  );
  return rowCount ?? 0;
}
