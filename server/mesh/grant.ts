import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { slug as slugSchema } from "../../contracts/names.ts";
import { deriveGrantKey } from "../platform/keys/deriveKeys.ts";

/** A grant is used at once: it is a hop, not a session. */
const maxGrantLifetimeSeconds = 60;

/** How much further ahead than its lifetime a grant may end, for clocks that differ. */
const clockLeewaySeconds = 30;

/** What a grant is for: one read of the API by the Meta Hub, or a person's opening of the instance's page. */
const grantScope = z.enum(["verify", "open"]);
export type GrantScope = z.infer<typeof grantScope>;

const claims = z.strictObject({
  aud: slugSchema,
  scope: grantScope,
  exp: z.number().int().positive(),
  jti: z.uuid(),
});

export type GrantVerdict = { ok: true; jti: string; expiresAt: Date } | { ok: false; reason: string };

const mac = (actionKey: Uint8Array, part: string) =>
  createHmac("sha256", deriveGrantKey(actionKey)).update(part).digest();

/**
 * A short-lived token that lets its bearer read one instance: `grant_<base64url claims>.<base64url HMAC-SHA256>`. One that
 * was sent to the API opens no page, so whoever sees it has its minute and no session. The key is derived from the
 * instance's action key, so that no further secret is stored on either side.
 */
export function signGrant(input: { actionKey: Uint8Array; slug: string; scope: GrantScope; expiresAt: Date }): string {
  const exp = Math.floor(input.expiresAt.getTime() / 1000);
  const body: z.infer<typeof claims> = { aud: input.slug, scope: input.scope, exp, jti: randomUUID() };
  const part = Buffer.from(JSON.stringify(body)).toString("base64url");
  return `grant_${part}.${mac(input.actionKey, part).toString("base64url")}`;
}

/**
 * Checks a token that claims to be a grant for `slug` and `scope`. The signature, by any of the instance's action keys,
 * comes before anything in it is read.
 */
export function verifyGrant(input: {
  actionKeys: readonly Uint8Array[];
  slug: string;
  scope: GrantScope;
  token: string;
  now: Date;
}): GrantVerdict {
  const [, part, signature] = /^grant_([\w-]{1,512})\.([\w-]{43})$/.exec(input.token) ?? [];
  if (part === undefined || signature === undefined) return { ok: false, reason: "not a grant" };
  const given = Buffer.from(signature, "base64url");
  if (given.length !== 32 || given.toString("base64url") !== signature) return { ok: false, reason: "not a grant" };
  let matches = 0;
  for (const actionKey of input.actionKeys) matches += Number(timingSafeEqual(mac(actionKey, part), given));
  if (matches === 0) return { ok: false, reason: "signature does not match" };

  const parsed = claims.safeParse(readClaims(part));
  if (!parsed.success) return { ok: false, reason: "not a grant" };
  const { aud, scope, exp, jti } = parsed.data;
  if (aud !== input.slug) return { ok: false, reason: "meant for another project" };
  if (scope !== input.scope) return { ok: false, reason: "meant for something else" };
  const seconds = input.now.getTime() / 1000;
  if (exp < seconds) return { ok: false, reason: "expired" };
  if (exp > seconds + maxGrantLifetimeSeconds + clockLeewaySeconds) return { ok: false, reason: "lives too long" };
  return { ok: true, jti, expiresAt: new Date(exp * 1000) };
}

function readClaims(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
