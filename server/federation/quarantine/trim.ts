import type { Pool } from "pg";

const keptRows = 10_000;
const keptDays = 30;

/** Keeps the newest 10,000 rejected events of the last 30 days. @returns how many went. */
export async function trimQuarantine(pool: Pool, now: Date): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from "QuarantinedEvent" where "receivedAt" < $1::timestamptz - make_interval(days => $2)
      or id <= (select id from "QuarantinedEvent" order by id desc offset $3 limit 1)`,
    [now, keptDays, keptRows],
  );
  return rowCount ?? 0;
}
