import { sessionLifetimeSeconds } from "../../federation/access/session.ts";

const name = "fed_session";

/** The value of a cookie in a request, or null. */
export function readCookie(headers: Headers, cookie: string): string | null {
  for (const part of (headers.get("cookie") ?? "").split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === cookie) return value.join("=");
  }
  return null;
}

/** The session token a browser sent, or null. */
export const readSessionCookie = (headers: Headers): string | null => readCookie(headers, name) || null;

/** `Set-Cookie` that signs in. `Secure` where the request came by https: on http a browser would drop the cookie. */
export const sessionCookie = (token: string, secure: boolean): string =>
  `${name}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${sessionLifetimeSeconds}${secure ? "; Secure" : ""}`;

/** `Set-Cookie` that signs out. */
export const clearedSessionCookie = `${name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
