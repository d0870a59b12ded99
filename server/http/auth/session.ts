import { role as roleSchema } from "../../../contracts/access.ts";
import type { FederationDb } from "../../platform/db.ts";
import type { Actor } from "./actor.ts";
import { digestOf, randomSecret } from "./digest.ts";

/** How long a browser stays signed in, in seconds. */
export const sessionLifetimeSeconds = 24 * 3600;

/**
 * Signs a browser in.
 *
 * @returns the token for its cookie; only the digest is kept here.
 */
export async function createSession(db: FederationDb, actor: Actor, now: Date): Promise<string> {
  const token = randomSecret();
  const expiresAt = new Date(now.getTime() + sessionLifetimeSeconds * 1000);
  await db.prisma.session.create({
    data: { digest: digestOf(token), subject: actor.name, role: actor.role, createdAt: now, expiresAt },
  });
  await db.prisma.session.deleteMany({ where: { expiresAt: { lte: now } } });
  return token;
}

/** Who a session token belongs to; null when it is unknown or has expired at `now`. */
export async function findSession(db: FederationDb, token: string, now: Date): Promise<Actor | null> {
  const session = await db.prisma.session.findUnique({ where: { digest: digestOf(token) } });
  if (session === null || session.expiresAt <= now) return null;
  return { name: session.subject, role: roleSchema.parse(session.role) };
}

/** Signs a browser out. A token that is already unknown is no error. */
export async function endSession(db: FederationDb, token: string): Promise<void> {
  await db.prisma.session.deleteMany({ where: { digest: digestOf(token) } });
}
