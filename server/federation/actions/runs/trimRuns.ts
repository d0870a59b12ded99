import type { Pool } from "pg";
import { inTransaction } from "../../../platform/transaction.ts";

/** A run of a thousand projects is a thousand rows: so many runs at once, and the rest an hour later. */
const atOnce = 200;

/**
 * Deletes runs that ended more than `days` ago, with their targets. Who started them stays in the audit log.
 * @returns how many runs went.
 */
export async function trimRuns(pool: Pool, days: number, now: Date): Promise<number> {
  const before = new Date(now.getTime() - days * 86_400_000);
  return await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      'select id from "ActionRun" where "finishedAt" < $1 order by "finishedAt" limit $2 for update skip locked',
      [before, atOnce],
    );
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await client.query('delete from "ActionTarget" where "runId" = any($1)', [ids]);
    await client.query('delete from "ActionRun" where id = any($1)', [ids]);
    return ids.length;
  });
}
