import { createHash } from "node:crypto";
import { randomSecret } from "../../../platform/digest.ts";

/** How long a browser may read on after it came with a grant, in seconds. */
export const hubSessionSeconds = 12 * 3600;

/** More browsers than this at once: the longest there is asked to come again. */
const maxSessions = 1000;

/** Browsers that came with a grant, and the grants that were used. In memory: a restart asks them to come again. */
export type HubSessions = {
  /** Starts a session for a grant, once; null when the grant was used before. */
  start(grant: { jti: string; expiresAt: Date }, now: Date): string | null;
  isOpen(token: string, now: Date): boolean;
};

export function createHubSessions(): HubSessions {
  /** When each ends, in milliseconds, by the digest of its token, the oldest first. */
  const sessions = new Map<string, number>();
  const usedGrants = new Map<string, number>();
  const digest = (token: string) => createHash("sha256").update(token).digest("base64");
  const forgetPast = (entries: Map<string, number>, now: Date) => {
    for (const [key, endsAt] of entries) if (endsAt <= now.getTime()) entries.delete(key);
  };
  return {
    start({ jti, expiresAt }, now) {
      forgetPast(usedGrants, now);
      forgetPast(sessions, now);
      if (usedGrants.has(jti)) return null;
      usedGrants.set(jti, expiresAt.getTime() + 1000);
      const token = randomSecret();
      sessions.set(digest(token), now.getTime() + hubSessionSeconds * 1000);
      const [oldest] = sessions.keys();
      if (sessions.size > maxSessions && oldest !== undefined) sessions.delete(oldest);
      return token;
    },
    isOpen: (token, now) => (sessions.get(digest(token)) ?? 0) > now.getTime(),
  };
}
