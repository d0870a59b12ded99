import type { Pool } from "pg";

/** Forgets what projects and edges were before `days` ago, but not how they stood at that moment. */
export async function trimHistory(pool: Pool, days: number, now: Date): Promise<void> {
  for (const [table, key] of [
    ["StatusHistory", "projectId"],
    ["EdgeHistory", "edgeId"],
  ]) {
    await pool.query(
      `delete from "${table}" old using (
         select "${key}" as id, max(at) as at from "${table}"
         where at < $1::timestamptz - make_interval(days => $2) group by "${key}"
       ) kept
       where old."${key}" = kept.id and old.at < kept.at`,
      [now, days],
    );
  }
}
