import type { Pool, PoolClient } from "pg";
import { type Role, role as roleSchema } from "../../../contracts/access.ts";
import type { FederationDb } from "../../platform/db.ts";
import { digestOf, randomSecret, sameDigest } from "../../platform/digest.ts";
import type { Actor } from "./actor.ts";

/** What a new key is. Without `key` a random one is made; without `expiresAt` it lasts until revoked. */
type KeyToStore = { name: string; role: Role; expiresAt?: Date | undefined; createdBy?: string; key?: string };

/** How exactly a key's last use is kept, in milliseconds: one write in this time, not one a request. */
const lastUseMs = 5 * 60_000;

/** Stores a key as its digest, through a pool or within a transaction. */
export async function insertKey(
  queryable: Pool | PoolClient,
  { name, role, expiresAt, createdBy, key = `fed_${randomSecret()}` }: KeyToStore,
): Promise<{ id: string; key: string }> {
  const id = Bun.randomUUIDv7();
  await queryable.query(
    `insert into "ApiKey" (id, name, role, digest, "expiresAt", "createdBy") values ($1, $2, $3, $4, $5, $6)`,
    [id, name, role, digestOf(key), expiresAt ?? null, createdBy ?? null],
  );
  return { id, key };
}

/**
 * Stores a key of the API, as its digest.
 *
 * @returns the key itself: the only time anyone sees it.
 */
export const createApiKey = (db: FederationDb, key: KeyToStore): Promise<{ id: string; key: string }> =>
  insertKey(db.pool, key);

type StoredKey = { id: string; name: string; role: string; digest: Uint8Array; usedLately: boolean };

/** Whose key was presented; null when it is unknown, expired at `now` or revoked. Notes that it was used. */
export async function findApiKey(
  db: FederationDb,
  presented: string,
  now = new Date(),
): Promise<(Actor & { id: string }) | null> {
  const digest = digestOf(presented);
  const { rows } = await db.pool.query<StoredKey>({
    name: "find-api-key",
    text: `select id, name, role, digest, coalesce("lastUsedAt" > $3, false) as "usedLately" from "ApiKey"
      where digest = $1 and "revokedAt" is null and ("expiresAt" is null or "expiresAt" > $2)`,
    values: [digest, now, new Date(now.getTime() - lastUseMs)],
  });
  const [found] = rows;
  if (found === undefined || !sameDigest(found.digest, digest)) return null;
  if (!found.usedLately) await db.pool.query(`update "ApiKey" set "lastUsedAt" = $2 where id = $1`, [found.id, now]);
  return { id: found.id, name: found.name, role: roleSchema.parse(found.role) };
}

/**
 * Makes a key that was made elsewhere known to the database, as often as it is called, by several processes at once too.
 * One that was revoked or has expired stays so.
 */
export async function ensureKey(
  db: FederationDb,
  { name, role, key }: { name: string; role: Role; key: string },
): Promise<void> {
  // Not an upsert of Prisma's, which asks first and inserts then: of two Meta Hubs that start at once one would fail.
  await db.pool.query(
    `insert into "ApiKey" (id, name, role, digest) values ($1, $2, $3, $4) on conflict (digest) do nothing`,
    [Bun.randomUUIDv7(), name, role, digestOf(key)],
  );
}

/** Makes the machine's own admin key known to the database. */
export const ensureAdminKey = (db: FederationDb, key: string): Promise<void> =>
  ensureKey(db, { name: "local admin", role: "admin", key });
