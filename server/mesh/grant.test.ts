import { expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { deriveActionKey, deriveGrantKey } from "../platform/keys/deriveKeys.ts";
import { signGrant, verifyGrant } from "./grant.ts";

const root = Uint8Array.from({ length: 32 }, (_, index) => index);
const actionKey = deriveActionKey(root, "veria", "k1");
const now = new Date("2026-01-01T00:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const token = signGrant({ actionKey, slug: "veria", scope: "verify", expiresAt: later(60) });
const judge = (changes: Partial<Parameters<typeof verifyGrant>[0]> = {}) =>
  verifyGrant({ actionKeys: [actionKey], slug: "veria", scope: "verify", token, now, ...changes });

function forge(claims: object): string {
  const part = Buffer.from(JSON.stringify(claims)).toString("base64url");
  return `grant_${part}.${createHmac("sha256", deriveGrantKey(actionKey)).update(part).digest("base64url")}`;
}

test("lets in until the second it ends", () => {
  expect(judge()).toMatchObject({ ok: true, expiresAt: later(60) });
  expect(judge({ now: later(60) }).ok).toBe(true);
  expect(judge({ now: later(61) })).toEqual({ ok: false, reason: "expired" });
});

test("two grants are never the same", () => {
  expect(signGrant({ actionKey, slug: "veria", scope: "verify", expiresAt: later(60) })).not.toBe(token);
});

test("is good for one instance only", () => {
  expect(judge({ slug: "performia" })).toEqual({ ok: false, reason: "meant for another project" });
  expect(judge({ actionKeys: [deriveActionKey(root, "performia", "k1")] })).toMatchObject({ ok: false });
});

test("is good for what it was made for: one that the API was sent opens no page, and the other way round", () => {
  const opening = signGrant({ actionKey, slug: "veria", scope: "open", expiresAt: later(60) });
  expect(judge({ scope: "open" })).toEqual({ ok: false, reason: "meant for something else" });
  expect(judge({ token: opening })).toEqual({ ok: false, reason: "meant for something else" });
  expect(judge({ token: opening, scope: "open" }).ok).toBe(true);
});

test("altered claims and signatures do not match", () => {
  const [claims = "", signature = ""] = token.slice("grant_".length).split(".");
  const other = signGrant({ actionKey, slug: "veria", scope: "verify", expiresAt: later(59) })
    .slice("grant_".length)
    .split(".")[0];
  for (const altered of [`grant_${other}.${signature}`, `grant_${claims}.${"A".repeat(43)}`]) {
    expect(judge({ token: altered })).toEqual({ ok: false, reason: "signature does not match" });
  }
});

test("another scope, a longer life and anything that is no grant are refused, however well signed", () => {
  const claims = { aud: "veria", scope: "verify", exp: later(60).getTime() / 1000, jti: crypto.randomUUID() };
  expect(judge({ token: forge(claims) }).ok).toBe(true);
  expect(judge({ token: forge({ ...claims, scope: "write" }) }).ok).toBe(false);
  expect(judge({ token: forge({ ...claims, exp: claims.exp + 31 }) })).toEqual({ ok: false, reason: "lives too long" });
  expect(judge({ token: forge({ ...claims, exp: "soon" }) }).ok).toBe(false);
  expect(judge({ token: forge([]) }).ok).toBe(false);
  for (const wrong of ["", "grant_", "grant_.", token.slice(0, -1), `${token}A`, token.replace("grant_", "")]) {
    expect(judge({ token: wrong })).toEqual({ ok: false, reason: "not a grant" });
  }
});

test("a signature has one form only: unused bits that are set make it another text for the same bytes", () => {
  const last = token.at(-1) ?? "";
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const twin = token.slice(0, -1) + alphabet[alphabet.indexOf(last) + 1];
  expect(judge({ token: twin })).toEqual({ ok: false, reason: "not a grant" });
});
