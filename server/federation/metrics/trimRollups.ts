import type { Pool } from "pg";

/**
 * Deletes the rollups of hours more than `days` ago, `rowsAtOnce` a transaction, so that no writer waits long for one.
 * @returns how many rows went, or with `dryRun` would go.
 */
export async function trimRollups(
  pool: Pool,
  days: number,
  now: Date,
  { dryRun, rowsAtOnce }: { dryRun: boolean; rowsAtOnce: number },
): Promise<number> {
  const oldestKept = new Date(now.getTime() - days * 86_400_000);
  if (dryRun) {
    const { rows } = await pool.query<{ count: number }>(
      'select count(*)::int as count from "ProjectMetricHour" where hour < $1',
      [oldestKept],
    );
    return rows[0]?.count ?? 0;
  }
  for (let trimmed = 0; ; ) {
    const { rowCount } = await pool.query(
      `delete from "ProjectMetricHour" where ctid = any(array(
         select ctid from "ProjectMetricHour" where hour < $1 order by hour limit $2 for update skip locked))`,
      [oldestKept, rowsAtOnce],
    );
    trimmed += rowCount ?? 0;
    if ((rowCount ?? 0) < rowsAtOnce) return trimmed;
  }
}
