import type { Pool } from "pg";

/** Forgets publishers that have not spoken for as long as samples are kept. @returns how many went. */
export async function trimCursors(pool: Pool, rawDays: number, now: Date): Promise<number> {
  const { rowCount } = await pool.query(
    'delete from "EventCursor" where "lastSeenAt" < $1::timestamptz - make_interval(days => $2)',
    [now, rawDays],
  );
  return rowCount ?? 0;
}
