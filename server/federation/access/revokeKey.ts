import type { ApiKeyRow } from "../../../contracts/access.ts";
import { AppError } from "../../platform/errors.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { appendAuditLog, takeAuditTurn } from "../auditLog/append.ts";
import type { Author } from "../auditLog/author.ts";
import type { FederationContext } from "../context.ts";
import { toKeyRow } from "./listKeys.ts";

/**
 * Ends a key, and with it every session and link made from it. To revoke it again changes nothing.
 *
 * @param by who asks
 * @throws AppError `not_found` when there is no such key.
 */
export async function revokeKey({ db, clock }: FederationContext, id: string, by: Author): Promise<ApiKeyRow> {
  const at = clock.now();
  await inTransaction(db.pool, async (client) => {
    await takeAuditTurn(client);
    const { rows } = await client.query<{ name: string; role: string }>(
      `update "ApiKey" set "revokedAt" = $2 where id = $1 and "revokedAt" is null returning name, role`,
      [id, at],
    );
    const [revoked] = rows;
    if (revoked === undefined) return;
    await client.query(`delete from "Session" where "keyId" = $1`, [id]);
    await client.query(`delete from "LoginLink" where "keyId" = $1`, [id]);
    await appendAuditLog(client, { at, by, verb: "keys.revoke", subject: id, details: revoked });
  });
  const stored = await db.prisma.apiKey.findUnique({ where: { id }, omit: { digest: true } });
  if (stored === null) throw new AppError("not_found", `No key has the id ${id}.`);
  return toKeyRow(stored, at);
}
