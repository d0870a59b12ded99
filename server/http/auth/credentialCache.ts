import { findApiKey } from "../../federation/access/keys.ts";
import { findSession, type Identity } from "../../federation/access/session.ts";
import type { FederationDb } from "../../platform/db.ts";
import { digestOf } from "../../platform/digest.ts";

/** How long somebody who was let in is let in again without asking the database, in milliseconds. */
const rememberedMs = 1000;

/**
 * While the database does not answer, a key that was good that lately is good still, in milliseconds: what needs no database
 * goes on, and of that the metrics, which tell that it is away.
 */
const trustedWithoutMs = 5 * 60_000;

/** More than this at once are not remembered. */
const maxRemembered = 10_000;

/** Who a key or a session belongs to; null for whoever may not come in. Failures are never remembered. */
export type CredentialCache = {
  byKey(key: string, now: Date): Promise<Identity | null>;
  bySession(token: string, now: Date): Promise<Identity | null>;
  /** Forgets everybody, because somebody's key or session has ended. */
  forget(): void;
};

/**
 * Remembers for a second whom it let in, so that a page's or a script's many requests are one question. What ends in this
 * process ends at once (`forget`); what ends in another, or expires, within that second, or once the database answers again.
 */
export function createCredentialCache(db: FederationDb): CredentialCache {
  const remembered = new Map<string, { identity: Identity; until: number }>();
  /** Counts `forget`, so that an answer of the database that is older than it is not remembered. */
  let generation = 0;

  const recall = async (kind: "key" | "session", secret: string, now: Date, find: () => Promise<Identity | null>) => {
    const id = `${kind} ${Buffer.from(digestOf(secret)).toString("base64")}`;
    const known = remembered.get(id);
    if (known !== undefined && known.until > now.getTime()) return known.identity;
    const asked = generation;
    let identity: Identity | null;
    try {
      identity = await find();
    } catch (thrown) {
      const lately = known !== undefined && known.until > now.getTime() - trustedWithoutMs;
      if (kind !== "key" || !lately || asked !== generation) throw thrown;
      known.until = Math.max(known.until, now.getTime());
      return known.identity;
    }
    remembered.delete(id);
    if (identity === null || asked !== generation) return identity;
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(id, { identity, until: now.getTime() + rememberedMs });
    return identity;
  };

  return {
    byKey: (key, now) =>
      recall("key", key, now, async () => {
        const found = await findApiKey(db, key, now);
        return found === null ? null : { actor: { name: found.name, role: found.role }, keyId: found.id };
      }),
    bySession: (token, now) => recall("session", token, now, () => findSession(db, token, now)),
    forget() {
      generation++;
      remembered.clear();
    },
  };
}
