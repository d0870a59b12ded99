import { verifyGrant } from "../../../mesh/grant.ts";
import type { Clock } from "../../../platform/clock.ts";
import { digestOf, sameDigest } from "../../../platform/digest.ts";
import { AppError } from "../../../platform/errors.ts";
import { readCookie } from "../../auth/cookie.ts";
import { presentedKey } from "../../auth/presentedKey.ts";
import { isSameOrigin } from "../../auth/sameOrigin.ts";
import { createHubSessions, hubSessionSeconds } from "./sessions.ts";

/** Who may read this instance: whoever has its key, a grant of the Meta Hub, or a session that a grant started. */
export type HubAccess = {
  /** @throws AppError `unauthenticated` when nothing is presented, `forbidden` when it is wrong. */
  admit(request: Request): void;
  /** @throws AppError `forbidden` for whoever may read but has not this hub's own key: a grant, a page's session. */
  requireKey(request: Request): void;
  /** Trades a grant for a session: the `Set-Cookie` to answer with. @throws AppError `forbidden`. */
  signIn(grant: string): string;
};

export function createHubAccess(options: {
  slug: string;
  apiKey: string | undefined;
  actionKeys: readonly Uint8Array[];
  clock: Clock;
  /** Whether browsers reach the page by https, so that their cookies must not travel otherwise. */
  isSecure: boolean;
}): HubAccess {
  const { slug, actionKeys, clock, isSecure } = options;
  const keyDigest = options.apiKey === undefined ? null : digestOf(options.apiKey);
  const sessions = createHubSessions();
  const cookie = `hub_${slug}_session`;

  const checkKey = (key: string) => {
    if (key.startsWith("grant_")) {
      const verdict = verifyGrant({ actionKeys, slug, scope: "verify", token: key, now: clock.now() });
      if (!verdict.ok) throw new AppError("forbidden", `This grant is refused: ${verdict.reason}.`);
    } else if (keyDigest === null || !sameDigest(digestOf(key), keyDigest)) {
      throw new AppError("forbidden", "This is not this hub's key.");
    }
  };

  return {
    admit(request) {
      const key = presentedKey(request.headers);
      if (key !== null) return checkKey(key);
      const token = readCookie(request.headers, cookie);
      if (token === null || !sessions.isOpen(token, clock.now())) {
        throw new AppError("unauthenticated", "Send this hub's key in X-API-Key, or open its page from the Meta Hub.");
      }
      if (!isSameOrigin(request)) throw new AppError("forbidden", "Another site may not use your session here.");
    },
    requireKey(request) {
      const key = presentedKey(request.headers);
      if (key === null || key.startsWith("grant_")) {
        throw new AppError("forbidden", "This needs this hub's own key: a grant and a session can only read.");
      }
      checkKey(key);
    },
    signIn(grant) {
      const now = clock.now();
      const verdict = verifyGrant({ actionKeys, slug, scope: "open", token: grant, now });
      if (!verdict.ok) throw new AppError("forbidden", `This link is refused: ${verdict.reason}.`);
      const token = sessions.start(verdict, now);
      if (token === null)
        throw new AppError("forbidden", "This link has been used. Open the instance from the Meta Hub again.");
      const secure = isSecure ? "; Secure" : "";
      return `${cookie}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${hubSessionSeconds}${secure}`;
    },
  };
}
