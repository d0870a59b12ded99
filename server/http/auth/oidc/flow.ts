import { createHmac } from "node:crypto";
import { randomSecret } from "../../../platform/digest.ts";
import { readCookie } from "../cookie.ts";

const cookieName = "fed_oidc";
const lifetimeSeconds = 600;

/** One sign-in under way: what binds the provider's answer to the browser that asked, and where it leads. */
export type Flow = {
  /** Comes back in the address: the answer is to this browser's question (RFC 6749, 10.12). */
  state: string;
  /** Comes back in the signed ID token: the token was made for this sign-in. */
  nonce: string;
  /** Only who asked can redeem the code (PKCE, RFC 7636). */
  verifier: string;
  next: string;
};

/** All three from one secret in the browser's cookie, so that nothing is stored here and any replica can finish. */
function flowOf(secret: string, next: string): Flow {
  const derive = (what: string) => createHmac("sha256", secret).update(what).digest("base64url");
  return { state: derive("state"), nonce: derive("nonce"), verifier: derive("verifier"), next };
}

const attributes = (maxAge: number, secure: boolean) =>
  `Path=/login/oidc; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure ? "; Secure" : ""}`;

/** Begins one: the `Set-Cookie` for the browser is `cookie`. */
export function newFlow(next: string, secure: boolean): { flow: Flow; cookie: string } {
  const secret = randomSecret();
  const value = `${secret}.${Buffer.from(next).toString("base64url")}`;
  return { flow: flowOf(secret, next), cookie: `${cookieName}=${value}; ${attributes(lifetimeSeconds, secure)}` };
}

/** The one a browser has begun; null when there is none. Where it leads is checked by the caller. */
export function readFlow(headers: Headers): Flow | null {
  const [, secret, next] = /^([\w-]{43})\.([\w-]*)$/.exec(readCookie(headers, cookieName) ?? "") ?? [];
  if (secret === undefined || next === undefined) return null;
  return flowOf(secret, Buffer.from(next, "base64url").toString("utf8"));
}

/** `Set-Cookie` that ends it. */
export const endedFlowCookie = (secure: boolean): string => `${cookieName}=; ${attributes(0, secure)}`;
