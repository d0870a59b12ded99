import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { EndpointFailure } from "../../../contracts/surface.ts";
import { signGrant } from "../../mesh/grant.ts";
import type { Clock } from "../../platform/clock.ts";
import { inSpan } from "../../platform/telemetry/span.ts";
import type { ActionKeys } from "../actions/actionKeys.ts";
import type { Limit } from "./limit.ts";
import type { DeclaredAddress } from "./reach.ts";
import { type FetchSetup, type FetchTarget, safeFetch } from "./safeFetch.ts";

/** One endpoint to try: `type` is its name in the manifest. */
export type Endpoint = { type: string; url: string };

/** How it went: `failure` null means reachable, and then `latencyMs` says after how long. */
export type EndpointCheck = Endpoint & { latencyMs: number | null; failure: EndpointFailure | null };

/** What checks are made with. `signal` ends them before the next begins. */
export type CheckTools = {
  clock: Clock;
  grantKey: ActionKeys["forGrants"];
  limit: Limit;
  setup: FetchSetup;
  signal: AbortSignal;
};

type Asked = Endpoint & { slug: string; declared: DeclaredAddress; read: FetchTarget["read"] };

/** A grant reads for this long, however often: long enough for one request between clocks that differ. */
const grantMs = 60_000;

/**
 * Asks one endpoint of a project, with a grant of its own, when its turn has come. Span `fed.verify.endpoint`.
 *
 * @returns the check, and the body where it was asked for and came.
 */
export async function checkEndpoint(
  asked: Asked,
  tools: CheckTools,
): Promise<{ check: EndpointCheck; body: Uint8Array }> {
  return await tools.limit(() => {
    tools.signal.throwIfAborted();
    const { slug, type, url, declared, read } = asked;
    const attributes = {
      "fed.project": slug,
      "fed.endpoint.type": type,
      "url.full": url,
      "http.request.method": "GET",
    };
    return inSpan("fed.verify.endpoint", { kind: SpanKind.CLIENT, attributes }, async (span) => {
      const outcome = await safeFetch(
        { url, declared, read, authorization: `Bearer ${grantFor(slug, tools)}` },
        tools.setup,
      );
      const failure = outcome.ok ? failureOf(outcome.status) : outcome.failure;
      const latencyMs = outcome.ok && failure === null ? Math.round(outcome.latencyMs * 10) / 10 : null;
      if (outcome.ok) span.setAttribute("http.response.status_code", outcome.status);
      if (failure !== null) {
        span.setAttribute("error.type", failure);
        span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
      }
      return { check: { type, url, latencyMs, failure }, body: outcome.ok ? outcome.body : new Uint8Array() };
    });
  });
}

/** What a status that came says; null for a success. */
function failureOf(status: number): EndpointFailure | null {
  if (status >= 200 && status < 300) return null;
  if (status === 401 || status === 403) return "denied";
  return status === 404 || status === 410 ? "missing" : "failing";
}

const grantFor = (slug: string, { grantKey, clock }: CheckTools): string =>
  signGrant({
    actionKey: grantKey(slug),
    slug,
    scope: "verify",
    expiresAt: new Date(clock.now().getTime() + grantMs),
  });
