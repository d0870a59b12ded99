import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createNoopMeter, SpanKind } from "@opentelemetry/api";
import { Elysia } from "elysia";
import { eventually } from "../../scripts/testing/eventually.ts";
import { createLog, silentLog } from "../platform/log.ts";
import { inSpan } from "../platform/telemetry/span.ts";
import { recordSpans } from "../platform/telemetry/testing/recordSpans.ts";
import { createTraces } from "./trace.ts";

function logged(run: (traces: ReturnType<typeof createTraces>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  run(
    createTraces(
      createLog("info", {}, (line) => lines.push(line)),
      createNoopMeter(),
    ),
  );
  return lines.map((line) => JSON.parse(line));
}

describe("the log of a request", () => {
  test("says who asked what and how it ended, and no secret of the query or the headers", () => {
    const request = new Request("http://hub/login?link=top-secret", {
      headers: { "x-api-key": "key-secret", cookie: "fed_session=c-secret" },
    });
    const events = logged((traces) => {
      traces.of(request).actor = "ci";
      traces.finish(request, { route: "/login", status: 303 });
    });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      level: "info",
      event: "request",
      route: "/login",
      path: "/login",
      status: 303,
      actor: "ci",
    });
    expect(JSON.stringify(events)).not.toContain("secret");
  });

  test("an unexpected failure is an error with its cause, under the id the caller was told", () => {
    const request = new Request("http://hub/api/fed/projects");
    let id = "";
    const [event] = logged((traces) => {
      const trace = traces.of(request);
      id = trace.id;
      trace.failure = new Error("no such column");
      traces.finish(request, { route: "/api/fed/projects", status: 500 });
    });
    expect(event).toMatchObject({ level: "error", requestId: id, error: "no such column" });
  });
});

test("what asks every few seconds whether all is well is logged when it is not", () => {
  const statuses = (path: string) =>
    logged((traces) => {
      for (const status of [200, 503]) traces.finish(new Request(`http://hub${path}`), { route: path, status });
    }).map(({ status }) => status);
  expect(["/health", "/ready", "/metrics"].map(statuses)).toEqual([[503], [503], [503]]);
  expect(statuses("/api/fed/projects")).toEqual([200, 503]);
});

describe("the span of a request", () => {
  let recorded: ReturnType<typeof recordSpans>;
  beforeEach(() => {
    recorded = recordSpans();
  });
  afterEach(() => recorded.stop());

  const answer = (path: string, headers: Record<string, string> = {}) => {
    const traces = createTraces(silentLog, createNoopMeter());
    return new Elysia()
      .wrap(traces.within)
      .onAfterResponse(({ request, route }) => traces.finish(request, { route, status: 200 }))
      .get("/open/:slug", () => inSpan("work", {}, async () => "done"))
      .handle(new Request(`http://hub.test${path}`, { headers }));
  };

  test("is named by its route, has what is done for it inside, and nothing of the query", async () => {
    await answer("/open/veria?link=top-secret");
    const request = await eventually(() => recorded.spans("GET /open/:slug")[0]);
    expect(request?.kind).toBe(SpanKind.SERVER);
    expect(request?.attributes).toMatchObject({
      "http.request.method": "GET",
      "http.route": "/open/:slug",
      "http.response.status_code": 200,
      "url.path": "/open/veria",
    });
    expect(JSON.stringify(request?.attributes)).not.toContain("secret");
    expect(recorded.spans("work")[0]?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId ?? "no span");
  });

  test("goes on with the trace that the caller names", async () => {
    await answer("/open/veria", { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" });
    const request = await eventually(() => recorded.spans("GET /open/:slug")[0]);
    expect(request?.parentSpanContext).toMatchObject({ spanId: "b7ad6b7169203331", isRemote: true });
  });
});
