import { role as roleSchema } from "../../../contracts/access.ts";
import type { FederationDb } from "../../platform/db.ts";
import { digestOf, randomSecret } from "../../platform/digest.ts";
import type { Actor } from "./actor.ts";

/** How long a browser stays signed in, in seconds. */
export const sessionLifetimeSeconds = 24 * 3600;

/** Somebody, and the key they came by; null for who came by none, such as single sign-on. */
export type Identity = { actor: Actor; keyId: string | null };

/**
 * Signs a browser in.
 *
 * @returns the token for its cookie; only the digest is kept here.
 */
export async function createSession(db: FederationDb, { actor, keyId }: Identity, now: Date): Promise<string> {
  const token = randomSecret();
  const expiresAt = new Date(now.getTime() + sessionLifetimeSeconds * 1000);
  await db.prisma.session.create({
    data: { digest: digestOf(token), subject: actor.name, role: actor.role, createdAt: now, expiresAt, keyId },
  });
  await db.prisma.session.deleteMany({ where: { expiresAt: { lte: now } } });
  return token;
}

type StoredSession = { subject: string; role: string; keyId: string | null };

/** Who a session token belongs to; null when it is unknown, or it or the key it was made from has ended at `now`. */
export async function findSession(db: FederationDb, token: string, now: Date): Promise<Identity | null> {
  const { rows } = await db.pool.query<StoredSession>({
    name: "find-session",
    text: `select session.subject, session.role, session."keyId" from "Session" session
      left join "ApiKey" key on key.id = session."keyId"
      where session.digest = $1 and session."expiresAt" > $2
        and key."revokedAt" is null and (key."expiresAt" is null or key."expiresAt" > $2)`,
    values: [digestOf(token), now],
  });
  const [session] = rows;
  if (session === undefined) return null;
  return { actor: { name: session.subject, role: roleSchema.parse(session.role) }, keyId: session.keyId };
}

/** Signs a browser out. A token that is already unknown is no error. */
export async function endSession(db: FederationDb, token: string): Promise<void> {
  await db.prisma.session.deleteMany({ where: { digest: digestOf(token) } });
}
