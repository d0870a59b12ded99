import type { Pool, PoolClient } from "pg";

const verifierLock = 72_7074_0017;

/**
 * Runs `work` while no other replica does. When another one does, `pass` does nothing, and `wait` waits, for as long as
 * a statement may take. The lock is a session's, not a transaction's: the work waits for networks, and must not hold a
 * transaction open.
 */
export async function withLock(pool: Pool, whenTaken: "pass" | "wait", work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    if (whenTaken === "wait") await client.query("select pg_advisory_lock($1)", [verifierLock]);
    else if (!(await tryLock(client))) return;
    await work();
    await client.query("select pg_advisory_unlock($1)", [verifierLock]);
  } catch (thrown) {
    // The connection goes, and with it the lock, whatever has become of it.
    broken = thrown instanceof Error ? thrown : new Error(String(thrown));
    throw thrown;
  } finally {
    client.release(broken);
  }
}

async function tryLock(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [verifierLock]);
  return rows[0]?.mine === true;
}
