import { createHash } from "node:crypto";

/** One entry of the audit log, as it is hashed. `details` is JSON as text. */
export type AuditEntry = {
  id: bigint;
  at: Date;
  actor: string;
  address: string | null;
  verb: string;
  subject: string;
  details: string;
};

/** What stands before the first entry. */
export const firstPrevHash = Buffer.alloc(32);

/**
 * The hash of an entry: SHA-256 over the hash before it and the canonical row, which is a JSON array of id, time, actor,
 * verb, subject and details, and the address where there is one, all as texts. Whoever changes a row must change every
 * later one too.
 */
export function hashEntry(prevHash: Uint8Array, entry: AuditEntry): Buffer {
  const { id, at, actor, address, verb, subject, details } = entry;
  const from = address === null ? [] : [address];
  const canonical = JSON.stringify([String(id), at.toISOString(), actor, verb, subject, details, ...from]);
  return createHash("sha256").update(prevHash).update(canonical).digest();
}
