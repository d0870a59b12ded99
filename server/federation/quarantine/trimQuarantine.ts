import type { Pool, PoolClient } from "pg";

const keptRows = 10_000;
const keptDays = 30;

/** Forgets rejected events older than 30 days, and all but the newest 10,000. @returns how many went. */
export async function trimQuarantine(pool: Pool, now: Date): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from "QuarantinedEvent" where "receivedAt" < $1::timestamptz - make_interval(days => $2)`,
    [now, keptDays],
  );
  return (rowCount ?? 0) + (await trimNewest(pool));
}

/** Keeps the newest 10,000; what another transaction is at is left to it. @returns how many went. */
export async function trimNewest(client: Pool | PoolClient): Promise<number> {
  const { rowCount } = await client.query({
    name: "trim-quarantine",
    text: `delete from "QuarantinedEvent" where id in (
      select id from "QuarantinedEvent"
      where id <= (select id from "QuarantinedEvent" order by id desc offset $1 limit 1)
      order by id for update skip locked
    )`,
    values: [keptRows],
  });
  return rowCount ?? 0;
}
