import type { Pool } from "pg";

/** Deletes what nobody asks for any more: alerts resolved, and silences over, for longer than `days`. */
export async function trimAlerts(pool: Pool, days: number, now: Date): Promise<number> {
  const before = new Date(now.getTime() - days * 86_400_000);
  const alerts = await pool.query('delete from "EcosystemAlert" where "clearedAt" < $1', [before]);
  const silences = await pool.query('delete from "AlertSilence" where "endsAt" < $1', [before]);
  return (alerts.rowCount ?? 0) + (silences.rowCount ?? 0);
}
