import { Elysia } from "elysia";
import type { LoginLink } from "../../../contracts/access.ts";
import type { FederationContext } from "../../federation/context.ts";
import { AppError } from "../../platform/errors.ts";
import type { Gate } from "../gate.ts";
import type { Actor } from "./actor.ts";
import { clearedSessionCookie, readSessionCookie, sessionCookie } from "./cookie.ts";
import { findApiKey } from "./keys.ts";
import { createLoginLink, redeemLoginLink } from "./links.ts";
import { loginPage, safeNext } from "./loginPage.ts";
import { isSameOrigin } from "./sameOrigin.ts";
import { createSession, endSession } from "./session.ts";

const styles = Bun.file(new URL("login.css", import.meta.url));

/** The only routes, besides health, that answer somebody who is not signed in. */
export function signInRoutes({ ctx, gate }: { ctx: FederationContext; gate: Gate }) {
  const signIn = async (actor: Actor, next: string, request: Request): Promise<Response> => {
    const token = await createSession(ctx.db, actor, ctx.clock.now());
    const secure = new URL(request.url).protocol === "https:";
    const headers = { location: next, "set-cookie": sessionCookie(token, secure) };
    return new Response(null, { status: 303, headers });
  };

  return new Elysia()
    .get("/login.css", () => new Response(styles, { headers: { "cache-control": "public, max-age=3600" } }))
    .get("/login", async ({ request, server }) => {
      const { origin, searchParams } = new URL(request.url);
      const next = safeNext(searchParams.get("next"), origin);
      const link = searchParams.get("link");
      if (link === null) return loginPage({ status: 200, origin, next });
      gate.beforeSignIn(request, server);
      const actor = await redeemLoginLink(ctx.db, link, ctx.clock.now());
      if (actor !== null) return signIn(actor, next, request);
      gate.afterFailedSignIn(request, server);
      const problem = "This link has been used or has expired. Make a new one as below, or sign in with a key.";
      return loginPage({ status: 403, origin, next, problem });
    })
    .post(
      "/login",
      async ({ request, server }) => {
        if (!isSameOrigin(request)) throw new AppError("forbidden", "Sign in from this hub's own page.");
        gate.beforeSignIn(request, server);
        const { origin } = new URL(request.url);
        const form = new URLSearchParams(await request.text());
        const next = safeNext(form.get("next"), origin);
        const actor = await findApiKey(ctx.db, form.get("key")?.trim() ?? "", ctx.clock.now());
        if (actor !== null) return signIn(actor, next, request);
        gate.afterFailedSignIn(request, server);
        return loginPage({ status: 403, origin, next, problem: "This key is unknown, expired or revoked." });
      },
      { parse: "none" },
    )
    .post(
      "/logout",
      async ({ request }) => {
        if (!isSameOrigin(request)) throw new AppError("forbidden", "Sign out from this hub's own page.");
        const token = readSessionCookie(request.headers);
        if (token !== null) await endSession(ctx.db, token);
        const headers = { location: "/login", "set-cookie": clearedSessionCookie };
        return new Response(null, { status: 303, headers });
      },
      { parse: "none" },
    );
}

/** Makes a one-time link for whoever asks, in their own role. The address is the one they asked at. */
export async function answerLoginLink(ctx: FederationContext, request: Request, actor: Actor): Promise<Response> {
  const { token, expiresAt } = await createLoginLink(ctx.db, actor, ctx.clock.now());
  const url = new URL("/login", request.url);
  url.searchParams.set("link", token);
  const body: LoginLink = { url: url.href, expiresAt: expiresAt.toISOString() };
  return Response.json(body, { status: 201 });
}
