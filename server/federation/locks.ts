import type { Pool, PoolClient } from "pg";

/**
 * What only one replica does at a time, each by the number of its advisory lock. Those that end in less than 10 belong
 * to migrations and to the tests' databases.
 */
const locks = {
  partitions: 72_7074_0010,
  sweep: 72_7074_0011,
  alerts: 72_7074_0012,
  catalog: 72_7074_0013,
  layout: 72_7074_0014,
  retention: 72_7074_0015,
  edgeHistory: 72_7074_0016,
  verifier: 72_7074_0017,
  upkeep: 72_7074_0018,
  notifications: 72_7074_0019,
  auditLog: 72_7074_0021,
} as const;

type Lock = keyof typeof locks;

/** Waits for the lock, for as long as a statement may take. It is held until the caller's transaction ends. */
export async function takeLock(client: PoolClient, lock: Lock): Promise<void> {
  await client.query("select pg_advisory_xact_lock($1)", [locks[lock]]);
}

/** Takes the lock until the caller's transaction ends. @returns false, at once, when another has it. */
export async function tryLock(client: PoolClient, lock: Lock): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_xact_lock($1) as mine", [locks[lock]]);
  return rows[0]?.mine === true;
}

/**
 * Runs `work` while no other replica does. When another one does, `pass` does nothing, and `wait` waits. The lock is a
 * session's, not a transaction's: for work that takes several transactions, or that waits for networks and must not
 * hold one open.
 *
 * @returns what `work` returns, or null where it was passed over.
 */
export async function whileLocked<T>(
  pool: Pool,
  lock: Lock,
  whenTaken: "pass" | "wait",
  work: () => Promise<T>,
): Promise<T | null> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    if (whenTaken === "wait") {
      // What another one does may take longer than a statement may.
      await client.query("set statement_timeout = 0");
      await client.query("select pg_advisory_lock($1)", [locks[lock]]);
      await client.query("reset statement_timeout");
    } else {
      const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [locks[lock]]);
      if (rows[0]?.mine !== true) return null;
    }
    const result = await work();
    await client.query("select pg_advisory_unlock($1)", [locks[lock]]);
    return result;
  } catch (thrown) {
    // The connection goes, and with it the lock, whatever has become of it.
    broken = thrown instanceof Error ? thrown : new Error(String(thrown));
    throw thrown;
  } finally {
    client.release(broken);
  }
}
