import { type AnyElysia, Elysia } from "elysia";
import type { FederationContext } from "../federation/context.ts";
import type { Log } from "../platform/log.ts";
import type { Telemetry } from "../platform/telemetry/start.ts";
import { createCredentialCache } from "./auth/credentialCache.ts";
import type { OidcSettings } from "./auth/oidc/settings.ts";
import { answerLoginLink, signInRoutes } from "./auth/routes.ts";
import { maxBodyBytes, mostBytesTaken, refuseLargeBody } from "./body.ts";
import { createCors } from "./cors.ts";
import { failureResponse } from "./failure.ts";
import { createGate, defaultRateLimits, type RateLimits } from "./gate.ts";
import { metricsRoute } from "./metricsRoute.ts";
import { docsRoutes } from "./openapi/routes.ts";
import { createPublicAddress } from "./publicAddress.ts";
import { putHeaders } from "./putHeaders.ts";
import { answerHealth, answerReady } from "./rest/health.ts";
import { restRoutes } from "./rest/routes.ts";
import type { MetaRuntime } from "./runtime.ts";
import { onlyHttps, securityHeaders } from "./security.ts";
import { answerClient, answerClientFile } from "./static.ts";
import { createTraces } from "./trace.ts";
import { answerTrpc, isLiveStream, isLongCall } from "./trpc/mount.ts";

export type MetaAppDeps = {
  ctx: FederationContext;
  runtime: MetaRuntime;
  /** Folder of the built client. */
  clientDir: string;
  log: Log;
  telemetry: Pick<Telemetry, "meter" | "scrape">;
  /** Where a signed-in person finds a project's own page. */
  openHub: (slug: string) => Promise<URL>;
  /** Origins of other sites whose pages may call the API with a key; none by default. */
  corsOrigins?: readonly string[];
  limits?: RateLimits;
  /** Where people reach the hub, when that is not where it listens. */
  publicUrl?: string | undefined;
  /** Whether a proxy of ours notes callers' addresses; see `GateOptions`. */
  trustProxy?: boolean;
  /** Single sign-on, where it is set up. */
  oidc?: OidcSettings | null;
};

/**
 * The Meta Hub's HTTP side: tRPC at `/trpc`, REST at `/api/fed`, the client at `/ecosystem`. Everything in `guarded`
 * refuses whoever is not signed in; outside of it are health, readiness and signing in.
 *
 * `listen` is the caller's: where to is not this module's business.
 */
export function createMetaApp(deps: MetaAppDeps): AnyElysia {
  const { ctx, runtime, clientDir, log, telemetry, openHub, corsOrigins = [], limits = defaultRateLimits } = deps;
  const { publicUrl, trustProxy = false, oidc = null } = deps;
  const traces = createTraces(log, telemetry.meter);
  const credentials = createCredentialCache(ctx.db);
  const gate = createGate({ ctx, credentials, traces, limits, trustProxy });
  const address = createPublicAddress(publicUrl);
  const cors = createCors(corsOrigins);
  const always = { ...securityHeaders, ...(publicUrl?.startsWith("https:") ? onlyHttps : {}) };

  const guarded = new Elysia()
    .resolve({ as: "scoped" }, async ({ request, server }) => ({ caller: await gate.admit(request, server) }))
    .use(restRoutes(ctx))
    .use(metricsRoute(telemetry))
    .use(docsRoutes({ version: runtime.version, address }))
    .all(
      "/trpc/*",
      ({ request, server, caller }) => {
        // Bun ends a connection on which nothing is sent for a while; on these that is normal.
        const { pathname } = new URL(request.url);
        if (isLiveStream(pathname) || isLongCall(pathname)) server?.timeout(request, 0);
        const trace = traces.of(request);
        const context = {
          fed: ctx,
          runtime,
          actor: caller.actor,
          address: caller.address,
          requestId: trace.id,
          openStream: () => gate.openStream(caller),
          stillAdmitted: () => gate.stillAdmits(request),
          credentials,
        };
        return answerTrpc(request, context, (cause) => {
          trace.failure = cause;
        });
      },
      { parse: "none" },
    )
    .post("/api/auth/links", ({ request, caller }) => answerLoginLink(ctx, address.origin(request), caller), {
      parse: "none",
    })
    .get("/open/:slug", async ({ params }) => {
      const location = (await openHub(params.slug)).href;
      const headers = { location, "referrer-policy": "no-referrer" };
      return new Response(null, { status: 302, headers });
    })
    .get("/", () => new Response(null, { status: 302, headers: { location: "/ecosystem" } }))
    .all("*", ({ request }) => answerClient(request, clientDir), { parse: "none" });

  return new Elysia({ serve: { maxRequestBodySize: mostBytesTaken } })
    .wrap(traces.within)
    .onRequest(({ request, set, server }) => {
      traces.of(request);
      // Kept by nobody, unless an answer says otherwise itself.
      Object.assign(set.headers, always, { "cache-control": "no-store" }, cors.headersFor(request));
      gate.arrive(request, server);
      refuseLargeBody(request, maxBodyBytes);
      return cors.preflight(request) ?? undefined;
    })
    .onError(({ request, error, set }) => {
      const response = failureResponse(request, error, traces.of(request));
      set.status = response.status;
      return response;
    })
    .mapResponse(putHeaders)
    .onAfterResponse(({ request, route, set, responseValue }) => {
      const status = responseValue instanceof Response ? responseValue.status : Number(set.status ?? 200);
      traces.finish(request, { route, status });
    })
    .get("/health", () => answerHealth(runtime))
    .get("/ready", () => answerReady(ctx, runtime))
    .get("/favicon.svg", ({ request }) => answerClientFile(request, clientDir))
    .get("/favicon.ico", ({ request }) => answerClientFile(request, clientDir))
    .get("/fonts/inter.woff2", ({ request }) => answerClientFile(request, clientDir))
    .get("/fonts/mono.woff2", ({ request }) => answerClientFile(request, clientDir))
    .use(signInRoutes({ ctx, credentials, gate, address, oidc }))
    .use(guarded);
}
