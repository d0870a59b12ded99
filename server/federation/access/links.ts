import { role as roleSchema } from "../../../contracts/access.ts";
import type { FederationDb } from "../../platform/db.ts";
import { digestOf, randomSecret } from "../../platform/digest.ts";
import { AppError } from "../../platform/errors.ts";
import type { Identity } from "./session.ts";

/** How long a one-time link waits to be opened, in seconds. */
const linkLifetimeSeconds = 15 * 60;

/** How many links of one key may wait to be opened: whoever forgets some has more, and a loop does not fill a table. */
const mostWaiting = 20;

/**
 * Makes a one-time sign-in link for somebody; `token` goes behind `/login?link=`.
 *
 * @throws AppError `rate_limited` while 20 links of the same key wait to be opened.
 */
export async function createLoginLink(
  db: FederationDb,
  { actor, keyId }: Identity,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  await db.prisma.loginLink.deleteMany({ where: { expiresAt: { lte: now } } });
  const waiting = await db.prisma.loginLink.count({ where: { keyId, usedAt: null } });
  if (waiting >= mostWaiting) {
    throw new AppError("rate_limited", `${waiting} links wait to be opened. Open one, or wait until they expire.`);
  }
  const token = randomSecret();
  const expiresAt = new Date(now.getTime() + linkLifetimeSeconds * 1000);
  await db.prisma.loginLink.create({
    data: { digest: digestOf(token), subject: actor.name, role: actor.role, expiresAt, keyId },
  });
  return { token, expiresAt };
}

/** Uses a link up: of two who open it at once, one gets in. Null when it is unknown, used or expired. */
export async function redeemLoginLink(db: FederationDb, token: string, now: Date): Promise<Identity | null> {
  const [link] = await db.prisma.loginLink.updateManyAndReturn({
    where: { digest: digestOf(token), usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (link === undefined) return null;
  return { actor: { name: link.subject, role: roleSchema.parse(link.role) }, keyId: link.keyId };
}
