import { Elysia } from "elysia";
import type { LoginLink } from "../../../contracts/access.ts";
import { findApiKey } from "../../federation/access/keys.ts";
import { createLoginLink, redeemLoginLink } from "../../federation/access/links.ts";
import { createSession, endSession, type Identity } from "../../federation/access/session.ts";
import type { FederationContext } from "../../federation/context.ts";
import { AppError } from "../../platform/errors.ts";
import type { Gate } from "../gate.ts";
import type { PublicAddress } from "../publicAddress.ts";
import { clearedSessionCookie, readSessionCookie, sessionCookie } from "./cookie.ts";
import type { CredentialCache } from "./credentialCache.ts";
import { linkPage, loginPage, safeNext } from "./loginPage.ts";
import { oidcRoutes } from "./oidc/routes.ts";
import type { OidcSettings } from "./oidc/settings.ts";
import { isSameOrigin } from "./sameOrigin.ts";

const styles = Bun.file(new URL("login.css", import.meta.url));
const script = Bun.file(new URL("login.js", import.meta.url));
const keptForAnHour = { headers: { "cache-control": "public, max-age=3600" } };

type SignIn = {
  ctx: FederationContext;
  credentials: CredentialCache;
  gate: Gate;
  address: PublicAddress;
  oidc: OidcSettings | null;
};

/** The only routes, besides health, that answer somebody who is not signed in. */
export function signInRoutes({ ctx, credentials, gate, address, oidc }: SignIn) {
  const signIn = async (identity: Identity, next: string, request: Request): Promise<Response> => {
    const token = await createSession(ctx.db, identity, ctx.clock.now());
    const headers = { location: next, "set-cookie": sessionCookie(token, address.isSecure(request)) };
    return new Response(null, { status: 303, headers });
  };
  type Opened = { link: string; next: string; origin: string };
  const redeem = async (
    request: Request,
    server: Parameters<Gate["beforeSignIn"]>[1],
    { link, next, origin }: Opened,
  ): Promise<Response> => {
    gate.beforeSignIn(request, server);
    const identity = await redeemLoginLink(ctx.db, link, ctx.clock.now());
    if (identity === null) {
      const problem = "This link has been used or has expired. Make a new one as below, or sign in with a key.";
      return page({ status: 403, origin, next, problem });
    }
    gate.afterSignIn(request, server);
    return signIn(identity, next, request);
  };
  const page = (options: { status: number; origin: string; next: string; problem?: string }) =>
    loginPage({ ...options, ...(oidc === null ? {} : { oidcLabel: oidc.label }) });

  return new Elysia()
    .use(oidc === null ? new Elysia() : oidcRoutes({ ctx, gate, address, settings: oidc, signIn }))
    .get("/login.css", () => new Response(styles, keptForAnHour))
    .get("/login.js", () => new Response(script, keptForAnHour))
    .get("/login", async ({ request, server }) => {
      const origin = address.origin(request);
      const { searchParams } = new URL(request.url);
      const next = safeNext(searchParams.get("next"), origin);
      const link = searchParams.get("link");
      if (link === null) return page({ status: 200, origin, next });
      // Another site may send a visitor here, and must not put him into somebody else's session.
      if (!isSameOrigin(request)) return linkPage({ link, next });
      return redeem(request, server, { link, next, origin });
    })
    .post(
      "/login",
      async ({ request, server }) => {
        if (!isSameOrigin(request)) throw new AppError("forbidden", "Sign in from this hub's own page.");
        const origin = address.origin(request);
        const form = new URLSearchParams(await request.text());
        const next = safeNext(form.get("next"), origin);
        const link = form.get("link");
        if (link !== null) return redeem(request, server, { link, next, origin });
        gate.beforeSignIn(request, server);
        const found = await findApiKey(ctx.db, form.get("key")?.trim() ?? "", ctx.clock.now());
        if (found !== null) {
          const { id, ...actor } = found;
          gate.afterSignIn(request, server);
          return signIn({ actor, keyId: id }, next, request);
        }
        return page({ status: 403, origin, next, problem: "This key is unknown, expired or revoked." });
      },
      { parse: "none" },
    )
    .post(
      "/logout",
      async ({ request }) => {
        if (!isSameOrigin(request)) throw new AppError("forbidden", "Sign out from this hub's own page.");
        const token = readSessionCookie(request.headers);
        if (token !== null) await endSession(ctx.db, token);
        credentials.forget();
        const headers = { location: "/login", "set-cookie": clearedSessionCookie };
        return new Response(null, { status: 303, headers });
      },
      { parse: "none" },
    );
}

/**
 * Makes a one-time link for whoever asks, in their own role, at the hub's public `origin`. Whoever signed in elsewhere
 * comes back from there: with links they would keep a role for ever that they may have lost.
 */
export async function answerLoginLink(ctx: FederationContext, origin: string, identity: Identity): Promise<Response> {
  if (identity.keyId === null)
    throw new AppError("forbidden", "A link is made with a key, or a session that came of one.");
  const { token, expiresAt } = await createLoginLink(ctx.db, identity, ctx.clock.now());
  const url = new URL("/login", origin);
  url.searchParams.set("link", token);
  const body: LoginLink = { url: url.href, expiresAt: expiresAt.toISOString() };
  return Response.json(body, { status: 201 });
}
