import { type Role, role as roleSchema } from "../../../contracts/access.ts";
import type { FederationDb } from "../../platform/db.ts";
import type { Actor } from "./actor.ts";
import { digestOf, randomSecret, sameDigest } from "./digest.ts";

/** What a new key is. Without `key` a random one is made; without `expiresAt` it lasts until revoked. */
type NewApiKey = { name: string; role: Role; expiresAt?: Date; key?: string };

/**
 * Stores a key of the API, as its digest.
 *
 * @returns the key itself: the only time anyone sees it.
 */
export async function createApiKey(db: FederationDb, options: NewApiKey): Promise<{ id: string; key: string }> {
  const { name, role, expiresAt = null, key = `fed_${randomSecret()}` } = options;
  const id = Bun.randomUUIDv7();
  await db.prisma.apiKey.create({ data: { id, name, role, expiresAt, digest: digestOf(key) } });
  return { id, key };
}

/** Whose key was presented; null when it is unknown, expired at `now` or revoked. */
export async function findApiKey(
  db: FederationDb,
  presented: string,
  now = new Date(),
): Promise<(Actor & { id: string }) | null> {
  const digest = digestOf(presented);
  const found = await db.prisma.apiKey.findUnique({ where: { digest } });
  if (found === null || !sameDigest(found.digest, digest)) return null;
  if (found.revokedAt !== null || (found.expiresAt !== null && found.expiresAt <= now)) return null;
  return { id: found.id, name: found.name, role: roleSchema.parse(found.role) };
}

/**
 * Makes the machine's own admin key known to the database, as often as the hub starts. A key that was revoked or
 * has expired stays so.
 */
export async function ensureAdminKey(db: FederationDb, key: string): Promise<void> {
  const digest = digestOf(key);
  await db.prisma.apiKey.upsert({
    where: { digest },
    update: {},
    create: { id: Bun.randomUUIDv7(), name: "local admin", role: "admin", digest },
  });
}
