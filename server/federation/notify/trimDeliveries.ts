import type { Pool } from "pg";
import { givenUpAfterMs } from "./backoff.ts";

const keptDays = 7;

/**
 * Drops messages that ended more than 7 days ago, and whatever waits for a webhook for so long that nobody can still be
 * configured to send it. @returns how many went.
 */
export async function trimDeliveries(pool: Pool, now: Date): Promise<number> {
  const ended = new Date(now.getTime() - keptDays * 86_400_000);
  const stale = new Date(now.getTime() - 2 * givenUpAfterMs);
  const messages = await pool.query(
    `delete from "NotificationDelivery" where "finishedAt" < $1 or (state = 'pending' and "createdAt" < $2)`,
    [ended, stale],
  );
  const events = await pool.query('delete from "AlertNotification" where at < $1', [stale]);
  return (messages.rowCount ?? 0) + (events.rowCount ?? 0);
}
