import {
  type Context,
  context,
  INVALID_SPAN_CONTEXT,
  type Meter,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  trace,
} from "@opentelemetry/api";
import type { Log } from "../platform/log.ts";
import { durationBuckets } from "../platform/telemetry/durationBuckets.ts";
import { failSpan, startSpan } from "../platform/telemetry/span.ts";

/** What is known of one request by the time it is answered. */
export type Trace = {
  id: string;
  path: string;
  startedAt: number;
  span: Span;
  context: Context;
  actor?: string;
  failure?: unknown;
};

/** One trace a request, and one log event when it is over. */
export type Traces = {
  of(request: Request): Trace;
  /** Runs what answers a request inside its span; for an app's `wrap`. */
  within<Args extends unknown[], Answer>(
    handle: (...args: Args) => Answer,
    request: Request,
  ): (...args: Args) => Answer;
  finish(request: Request, answer: { route: string; status: number }): void;
};

/** Anything else would be a label of the caller's choice. */
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Asked every few seconds by what watches: while all is well, thousands of spans and lines a day that say nothing. */
const probes = new Set(["/health", "/ready", "/metrics"]);

/** The span of a request, in the caller's trace where that named one. No query: a one-time link is in it. */
function startRequest(request: Request, path: string): { span: Span; context: Context } {
  if (probes.has(path)) return { span: trace.wrapSpanContext(INVALID_SPAN_CONTEXT), context: ROOT_CONTEXT };
  const traceparent = request.headers.get("traceparent");
  const parent = traceparent === null ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent });
  const attributes = { "http.request.method": request.method, "url.path": path };
  const span = startSpan(`HTTP ${request.method}`, { kind: SpanKind.SERVER, attributes }, parent);
  return { span, context: trace.setSpan(ROOT_CONTEXT, span) };
}

/**
 * The log event carries the route and the path, never the query: a one-time link is in it. Keys and cookies are
 * headers and stay out too. What failed unexpectedly is logged with its cause; the caller was given the id.
 */
export function createTraces(log: Log, meter: Meter): Traces {
  const traces = new WeakMap<Request, Trace>();
  const durations = meter.createHistogram("http_server_request_duration_seconds", {
    description: "How long requests took until they were answered, or the stream began.",
    unit: "s",
    advice: { explicitBucketBoundaries: durationBuckets },
  });
  const of = (request: Request): Trace => {
    const known = traces.get(request);
    if (known !== undefined) return known;
    const path = new URL(request.url).pathname.slice(0, 200);
    const made: Trace = { id: Bun.randomUUIDv7(), path, startedAt: performance.now(), ...startRequest(request, path) };
    traces.set(request, made);
    return made;
  };
  return {
    of,
    within:
      (handle, request) =>
      (...args) =>
        context.with(of(request).context, () => handle(...args)),
    finish(request, { route, status }) {
      const { id, path, startedAt, actor, failure, span, context: active } = of(request);
      const durationMs = performance.now() - startedAt;
      const fields = {
        requestId: id,
        method: request.method,
        route,
        path,
        status,
        durationMs: Math.round(durationMs * 10) / 10,
        ...(actor === undefined ? {} : { actor }),
        ...(failure === undefined ? {} : { error: failure }),
      };
      const level = failure !== undefined ? "error" : probes.has(path) && status < 400 ? "debug" : "info";
      context.with(active, () => log[level]("request", fields));
      durations.record(durationMs / 1000, {
        http_route: route,
        http_request_method: methods.has(request.method) ? request.method : "_OTHER",
        http_response_status_code: status,
      });
      if (!span.isRecording()) return;
      span.updateName(`${request.method} ${route}`);
      span.setAttributes({ "http.route": route, "http.response.status_code": status, "fed.request.id": id });
      if (failure !== undefined) failSpan(span, failure);
      span.end();
    },
  };
}
