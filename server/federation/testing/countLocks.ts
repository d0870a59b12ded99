import type { Pool } from "pg";

/** How many advisory locks of this database are held, or waited for. Other tests' databases share the server. */
export async function countLocks(pool: Pool, { granted }: { granted: boolean }): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from pg_locks join pg_database on pg_database.oid = pg_locks.database
     where locktype = 'advisory' and datname = current_database() and granted = $1`,
    [granted],
  );
  return rows[0]?.n ?? 0;
}
