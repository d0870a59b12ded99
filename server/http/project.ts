import { type AnyElysia, Elysia } from "elysia";
import type { InstanceAudit } from "../../contracts/instance.ts";
import { cancelAudit } from "../instance/audits/cancelAudit.ts";
import type { InstanceContext } from "../instance/context.ts";
import { AppError, httpStatusOf } from "../platform/errors.ts";
import type { Telemetry } from "../platform/telemetry/start.ts";
import { mostBytesTaken, refuseLargeBody } from "./body.ts";
import { metricsRoute } from "./metricsRoute.ts";
import { html, pageResponse, wantsPage } from "./page.ts";
import { publicError } from "./publicError.ts";
import { putHeaders } from "./putHeaders.ts";
import { createHubAccess } from "./rest/instance/access.ts";
import { createHubLimits, defaultHubRateLimits, type HubRateLimits } from "./rest/instance/limits.ts";
import { type HubRuntime, instanceRoutes } from "./rest/instance/routes.ts";
import { onlyHttps, securityHeaders } from "./security.ts";
import { answerClientFile, clientIndex } from "./static.ts";
import { createTraces, type Trace } from "./trace.ts";

export type ProjectAppDeps = {
  ctx: InstanceContext;
  runtime: HubRuntime;
  telemetry: Pick<Telemetry, "meter" | "scrape">;
  /** Folder of the built client; the same build as the Meta Hub's. */
  clientDir: string;
  /** The key of this hub's API. Without one, only grants open it. */
  apiKey: string | undefined;
  /** The keys with which the Meta Hub signs for this instance; grants are derived from them. */
  actionKeys: readonly Uint8Array[];
  /** Where browsers reach the page, when that is not `hubUrl`. By https, cookies and visits come no other way. */
  publicUrl?: string | undefined;
  limits?: HubRateLimits;
};

/** The look of the server's own few pages, the same at both kinds of hub. */
const plainStyles = Bun.file(new URL("auth/login.css", import.meta.url));

/** This hub takes no bodies; the largest that it reads before it says so, in bytes. */
const maxBodyBytes = 16 * 1024;

/**
 * A project hub's HTTP side: `/health`, the keyed API, and its own page at `/vislzr`. The page and its assets are open,
 * because nothing of the project is in them: the page asks the API, which is not. `listen` is the caller's.
 */
export function createProjectApp(deps: ProjectAppDeps): AnyElysia {
  const { ctx, runtime, telemetry, clientDir, apiKey, actionKeys, limits: rates = defaultHubRateLimits } = deps;
  const isSecure = (deps.publicUrl ?? ctx.project.hubUrl).startsWith("https:");
  const always = { ...securityHeaders, ...(isSecure ? onlyHttps : {}) };
  const traces = createTraces(ctx.log, telemetry.meter);
  const access = createHubAccess({ slug: ctx.project.slug, apiKey, actionKeys, clock: ctx.clock, isSecure });

  const limits = createHubLimits(ctx.clock, rates);

  const api = new Elysia()
    .onBeforeHandle(({ request, server }) => {
      try {
        access.admit(request);
      } catch (thrown) {
        if (thrown instanceof AppError && thrown.code === "forbidden") limits.takeRefused({ request, server });
        throw thrown;
      }
    })
    .use(instanceRoutes(ctx, runtime))
    .post(
      "/api/audits/:id/cancel",
      async ({ request, params }) => {
        access.requireKey(request);
        const body: InstanceAudit = await cancelAudit(ctx, params);
        return Response.json(body, { headers: { "cache-control": "no-store" } });
      },
      { parse: "none" },
    )
    .use(metricsRoute(telemetry))
    .all("/api/*", ({ path }) => nothingAt(path), { parse: "none" });

  const page = async ({ request }: { request: Request }) => {
    requireRead(request);
    const url = new URL(request.url);
    const grant = url.searchParams.get("grant");
    if (grant === null) return answerPage(clientDir);
    const cookie = access.signIn(grant);
    url.searchParams.delete("grant");
    const headers = { location: url.pathname + url.search, "set-cookie": cookie, "cache-control": "no-store" };
    return new Response(null, { status: 303, headers });
  };

  return new Elysia({ serve: { maxRequestBodySize: mostBytesTaken, idleTimeout: 30 } })
    .wrap(traces.within)
    .onRequest(({ request, server, set }) => {
      Object.assign(set.headers, always);
      limits.take({ request, server });
      refuseLargeBody(request, maxBodyBytes);
    })
    .onError(({ request, error, code, path, set }) => {
      const thrown = code === "NOT_FOUND" ? new AppError("not_found", `There is nothing at ${path}.`) : error;
      const response = failure(request, thrown, traces.of(request));
      set.status = response.status;
      return response;
    })
    .mapResponse(putHeaders)
    .onAfterResponse(({ request, route, set, responseValue }) => {
      const status = responseValue instanceof Response ? responseValue.status : Number(set.status ?? 200);
      traces.finish(request, { route, status });
    })
    .all(
      "/health",
      ({ request }) => {
        requireRead(request);
        const body = { status: "ok", project: ctx.project.slug, version: runtime.version };
        return Response.json(body, { headers: { "cache-control": "no-store" } });
      },
      { parse: "none" },
    )
    .use(api)
    .get("/login.css", () => new Response(plainStyles, { headers: { "cache-control": "public, max-age=3600" } }))
    .all("/vislzr", page, { parse: "none" })
    .all("/vislzr/*", page, { parse: "none" })
    .get("/", () => new Response(null, { status: 302, headers: { location: "/vislzr" } }))
    .all(
      "/*",
      ({ request }) => {
        requireRead(request);
        return answerClientFile(request, clientDir);
      },
      { parse: "none" },
    );
}

function requireRead(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  throw new AppError("method_not_allowed", "This can only be read.");
}

function nothingAt(path: string): never {
  throw new AppError("not_found", `There is nothing at ${path}.`);
}

async function answerPage(clientDir: string): Promise<Response> {
  const index = await clientIndex(clientDir);
  if (index === null) throw new AppError("unavailable", "The client is not built yet. Run `bun run build`.");
  return index;
}

function failure(request: Request, thrown: unknown, trace: Trace): Response {
  const error = publicError(thrown, trace.id);
  if (error.code === "internal") trace.failure = thrown;
  const status = httpStatusOf[error.code];
  const headers: Record<string, string> = { "cache-control": "no-store" };
  if (error.code === "unauthenticated") headers["www-authenticate"] = "ApiKey";
  if (error.code === "rate_limited") headers["retry-after"] = "5";
  if (error.code === "method_not_allowed") headers.allow = "GET, HEAD";
  const isApi = new URL(request.url).pathname.startsWith("/api/");
  if (isApi || !wantsPage(request)) return Response.json({ error }, { status, headers });
  return pageResponse(status, "This did not work", html`<p>${error.message}</p>`, headers);
}
