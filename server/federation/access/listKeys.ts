import { type ApiKeyRow, role as roleSchema } from "../../../contracts/access.ts";
import type { ApiKey } from "../../../prisma/federation/generated/client.ts";
import type { FederationContext } from "../context.ts";

/** A stored key as it may be shown: without its digest. */
export const toKeyRow = (stored: Omit<ApiKey, "digest">, now: Date): ApiKeyRow => ({
  id: stored.id,
  name: stored.name,
  role: roleSchema.parse(stored.role),
  active: stored.revokedAt === null && (stored.expiresAt === null || stored.expiresAt > now),
  createdAt: stored.createdAt.toISOString(),
  createdBy: stored.createdBy,
  expiresAt: stored.expiresAt?.toISOString() ?? null,
  revokedAt: stored.revokedAt?.toISOString() ?? null,
  lastUsedAt: stored.lastUsedAt?.toISOString() ?? null,
});

/** Every key there ever was, the newest first. Keys themselves are known to nobody here. */
export async function listKeys({ db, clock }: FederationContext): Promise<ApiKeyRow[]> {
  const stored = await db.prisma.apiKey.findMany({
    omit: { digest: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const now = clock.now();
  return stored.map((key) => toKeyRow(key, now));
}
