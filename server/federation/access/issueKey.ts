import type { CreatedApiKey, NewApiKey } from "../../../contracts/access.ts";
import { AppError } from "../../platform/errors.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { appendAuditLog, takeAuditTurn } from "../auditLog/append.ts";
import type { Author } from "../auditLog/author.ts";
import type { FederationContext } from "../context.ts";
import { insertKey } from "./keys.ts";
import { toKeyRow } from "./listKeys.ts";

/**
 * Makes a key for somebody, and notes in the audit log who did. The log and the limits know people by name, so a name is
 * one key's at a time, whatever its case.
 *
 * @param by who asks
 * @throws AppError `invalid_input` when it would have expired already, `conflict` when a key that opens something has
 *   that name.
 */
export async function issueKey(
  { db, clock }: FederationContext,
  { name, role, expiresAt }: NewApiKey,
  by: Author,
): Promise<CreatedApiKey> {
  const at = clock.now();
  const ends = expiresAt === undefined ? undefined : new Date(expiresAt);
  if (ends !== undefined && ends <= at) {
    throw new AppError("invalid_input", "expiresAt: must be in the future", { field: "expiresAt" });
  }
  const { id, key } = await inTransaction(db.pool, async (client) => {
    await takeAuditTurn(client);
    const { rowCount } = await client.query(
      `select from "ApiKey"
       where lower(name) = lower($1) and "revokedAt" is null and ("expiresAt" is null or "expiresAt" > $2)`,
      [name, at],
    );
    if (rowCount !== 0) {
      throw new AppError("conflict", `A key named "${name}" is in use. Choose another name, or revoke it first.`);
    }
    const made = await insertKey(client, { name, role, expiresAt: ends, createdBy: by.name });
    const details = { name, role, expiresAt: ends?.toISOString() ?? null };
    await appendAuditLog(client, { at, by, verb: "keys.create", subject: made.id, details });
    return made;
  });
  const stored = await db.prisma.apiKey.findUniqueOrThrow({ where: { id }, omit: { digest: true } });
  return { ...toKeyRow(stored, at), key };
}
