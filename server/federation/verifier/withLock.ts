import type { Pool } from "pg";
import { AppError } from "../../platform/errors.ts";

const verifierLock = 72_7074_0017;

/** How long somebody who asked waits for a round of another replica. */
const patienceMs = 45_000;

/**
 * Runs `work` while no other replica does. When another one does, `pass` does nothing, and `wait` waits for it. The
 * lock is a session's, not a transaction's: the work waits for networks, and must not hold a transaction open.
 *
 * @throws AppError `unavailable` when the wait was too long.
 */
export async function withLock(pool: Pool, whenTaken: "pass" | "wait", work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    if (whenTaken === "pass") {
      const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [verifierLock]);
      if (rows[0]?.mine !== true) return;
    } else {
      await client.query(`set lock_timeout = ${patienceMs}`);
      await client.query("select pg_advisory_lock($1)", [verifierLock]).catch((cause) => {
        throw new AppError("unavailable", "A verification is still under way. Ask again in a minute.", { cause });
      });
    }
    try {
      await work();
    } finally {
      await client.query("select pg_advisory_unlock($1)", [verifierLock]);
    }
  } catch (thrown) {
    // The connection may still hold the lock, or have lost it: it goes, and the lock with it.
    broken = thrown instanceof Error ? thrown : new Error(String(thrown));
    throw thrown;
  } finally {
    if (broken === undefined && whenTaken === "wait") await client.query("reset lock_timeout");
    client.release(broken);
  }
}
