import type { Log } from "../platform/log.ts";

/** What is known of one request by the time it is answered. */
export type Trace = { id: string; startedAt: number; actor?: string; failure?: unknown };

/** One trace a request, and one log event when it is over. */
export type Traces = {
  of(request: Request): Trace;
  finish(request: Request, answer: { route: string; status: number }): void;
};

/**
 * The log event carries the route and the path, never the query: a one-time link is in it. Keys and cookies are
 * headers and stay out too. What failed unexpectedly is logged with its cause; the caller was given the id.
 */
export function createTraces(log: Log): Traces {
  const traces = new WeakMap<Request, Trace>();
  const of = (request: Request): Trace => {
    const known = traces.get(request);
    if (known !== undefined) return known;
    const trace: Trace = { id: Bun.randomUUIDv7(), startedAt: performance.now() };
    traces.set(request, trace);
    return trace;
  };
  return {
    of,
    finish(request, { route, status }) {
      const { id, startedAt, actor, failure } = of(request);
      const fields = {
        requestId: id,
        method: request.method,
        route,
        path: new URL(request.url).pathname.slice(0, 200),
        status,
        durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
        ...(actor === undefined ? {} : { actor }),
        ...(failure === undefined ? {} : { error: failure }),
      };
      if (failure === undefined) log.info("request", fields);
      else log.error("request", fields);
    },
  };
}
