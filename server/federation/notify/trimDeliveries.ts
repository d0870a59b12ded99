import type { Pool } from "pg";
import { givenUpAfterMs } from "./backoff.ts";

const keptDays = 7;
/** So long a replica may still run with the policy of before. */
const undeclaredForMs = 3_600_000;

const giveUp = `
update "NotificationDelivery" set state = 'failed', "finishedAt" = $2, "lastError" = 'its webhook is in the policy no more'
where state = 'pending' and webhook <> all($1) and "createdAt" < $3`;

/**
 * Drops messages that ended more than 7 days ago, and gives up those for webhooks that are not among `declared`, the
 * names in the policy: nobody would ever send them. @returns how many were given up or went.
 */
export async function trimDeliveries(pool: Pool, declared: readonly string[], now: Date): Promise<number> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  const given = await pool.query(giveUp, [declared, now, before(undeclaredForMs)]);
  const ended = before(keptDays * 86_400_000);
  const messages = await pool.query('delete from "NotificationDelivery" where "finishedAt" < $1', [ended]);
  const events = await pool.query('delete from "AlertNotification" where at < $1', [before(2 * givenUpAfterMs)]);
  return (given.rowCount ?? 0) + (messages.rowCount ?? 0) + (events.rowCount ?? 0);
}
