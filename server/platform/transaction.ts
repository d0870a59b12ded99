import type { Pool, PoolClient } from "pg";

/**
 * Runs `work` in one transaction: all of it is stored, or nothing. A connection whose rollback fails is thrown away, so
 * that nobody inherits a half-open transaction.
 */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Between two statements a lost connection has no query to fail; without a listener it would end the process.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on("error", onError);
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (thrown) {
    await client.query("rollback").catch(onError);
    throw thrown;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}
