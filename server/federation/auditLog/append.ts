import type { PoolClient } from "pg";
import { takeLock } from "../locks.ts";
import type { Author } from "./author.ts";
import { type AuditEntry, firstPrevHash, hashEntry } from "./hash.ts";

/** What somebody did. `details` holds no secrets: it is shown and exported. */
export type AuditedDeed = { at: Date; by: Author; verb: string; subject: string; details: Record<string, unknown> };

/**
 * Waits for the turn to write the audit log; held until the transaction ends. The chain has one order, so there is one
 * writer at a time, over all replicas. It comes before any row is locked, and after the lock of alerts where both are
 * taken: see `changeAlert`.
 */
export async function takeAuditTurn(client: PoolClient): Promise<void> {
  await takeLock(client, "auditLog");
}

/**
 * Appends one entry to the chain, in the caller's transaction, with the request it came with among its details. The
 * caller holds the turn: see `takeAuditTurn`.
 */
export async function appendAuditLog(client: PoolClient, deed: AuditedDeed): Promise<void> {
  const { rows } = await client.query<{ id: string; hash: Buffer }>(
    'select id, hash from "AuditLog" order by id desc limit 1',
  );
  const [last] = rows;
  const prevHash = last?.hash ?? firstPrevHash;
  const { at, by, verb, subject } = deed;
  const { name: actor, address, requestId } = by;
  const entry: AuditEntry = {
    ...{ id: BigInt(last?.id ?? 0) + 1n, at, actor, address, verb, subject },
    details: JSON.stringify({ ...deed.details, requestId }),
  };
  await client.query(
    `insert into "AuditLog" (id, at, actor, address, verb, subject, details, "prevHash", hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [entry.id, at, actor, address, verb, subject, entry.details, prevHash, hashEntry(prevHash, entry)],
  );
}
