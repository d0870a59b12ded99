import type { Identity } from "../../federation/access/session.ts";
import { AppError } from "../../platform/errors.ts";
import { readSessionCookie } from "./cookie.ts";
import type { CredentialCache } from "./credentialCache.ts";
import { presentedKey } from "./presentedKey.ts";
import { isPageVisit, isSameOrigin } from "./sameOrigin.ts";

/** How somebody showed who they are; a browser's cookie comes with requests that the person never meant. */
export type Caller = Identity & { by: "key" | "cookie" };

/**
 * Who sends this request.
 *
 * @throws AppError `unauthenticated` when nothing (or an ended session) is presented, `forbidden` when the key is
 *   wrong, expired or revoked, or when a page of somebody else's uses the cookie.
 */
export async function authenticate(credentials: CredentialCache, request: Request, now: Date): Promise<Caller> {
  const key = presentedKey(request.headers);
  if (key !== null) {
    const identity = await credentials.byKey(key, now);
    if (identity === null) throw new AppError("forbidden", "This key is unknown, expired or revoked.");
    return { ...identity, by: "key" };
  }
  const token = readSessionCookie(request.headers);
  if (token === null) throw new AppError("unauthenticated", "Send a key in X-API-Key, or sign in at /login.");
  if (!isSameOrigin(request) && !isPageVisit(request)) {
    throw new AppError("forbidden", "Another site may not use your session here.");
  }
  const session = await credentials.bySession(token, now);
  if (session === null) throw new AppError("unauthenticated", "Your session has ended. Sign in again at /login.");
  return { ...session, by: "cookie" };
}

/**
 * Refuses a change that a foreign page could have caused with the browser's cookie: such a change must be JSON, which a
 * form cannot send. That it came from a page of ours has been checked by `authenticate`.
 */
export function refuseForgedChange(request: Request, caller: Caller): void {
  if (caller.by === "key" || request.method === "GET" || request.method === "HEAD") return;
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\b/i.test(type)) {
    throw new AppError("forbidden", "A change made with a session must be sent as application/json.");
  }
}
