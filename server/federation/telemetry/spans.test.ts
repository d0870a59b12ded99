import { afterEach, beforeEach, expect, test } from "bun:test";
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { projectsConfig } from "../../../contracts/config.ts";
import { recordSpans } from "../../platform/telemetry/testing/recordSpans.ts";
import { applyDeclarations } from "../catalog/applyDeclarations.ts";
import { createIngest } from "../ingest/ingestBatch.ts";
import { createRecordPulses } from "../liveness/pulses/recordPulses.ts";
import { KeyBudget } from "../metrics/keyBudget.ts";
import { Partitions } from "../metrics/partitions.ts";
import { graphOf, presenceOf } from "../testing/events.ts";
import { declarationOf, openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { createLimit } from "../verifier/limit.ts";
import { defaultSetup } from "../verifier/safeFetch.ts";
import { serveHub } from "../verifier/testing/serveHub.ts";
import { verifyEndpoints } from "../verifier/verifyEndpoints.ts";

let federation: TestFederation;
let recorded: ReturnType<typeof recordSpans>;

beforeEach(async () => {
  federation = await openTestFederation();
  await federation.declare("veria");
  recorded = recordSpans();
});
afterEach(async () => {
  await recorded.stop();
  await federation.close();
});

const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

test("a batch of events is fed.aggregate.metrics, and each event's own trace has its processing", async () => {
  const traced = { ...graphOf("veria", "2026-11-20T12:00:00Z", 7), traceparent };
  await createIngest(federation.ctx)({ events: [traced, graphOf("veria", "2026-11-20T11:00:00Z", 6)], rejected: [] });
  const [batch] = recorded.spans("fed.aggregate.metrics");
  expect(batch?.kind).toBe(SpanKind.CONSUMER);
  expect(batch?.attributes).toEqual({
    ...{ "fed.path": "stream", "fed.events": 2, "fed.rejected": 0, "fed.samples.dropped": 0 },
  });
  // The only one that is traced: all is one trace.
  expect(batch?.spanContext().traceId).toBe("0af7651916cd43dd8448eb211c80319c");
  expect(batch?.parentSpanContext?.spanId).toBe("b7ad6b7169203331");
  const [own] = recorded.spans("fed.event.process");
  expect(own?.spanContext().traceId).toBe("0af7651916cd43dd8448eb211c80319c");
  expect(own?.parentSpanContext).toMatchObject({ spanId: "b7ad6b7169203331", isRemote: true });
  expect(recorded.spans("fed.event.process")).toHaveLength(1);
});

test("a batch with several traced events is a trace of its own, linked to each", async () => {
  const other = traceparent.replace("0af7", "1bf8");
  const events = [
    { ...graphOf("veria", "2026-11-20T12:00:00Z", 7), traceparent },
    { ...graphOf("veria", "2026-11-20T11:00:00Z", 6), traceparent: other },
  ];
  await createIngest(federation.ctx)({ events, rejected: [] });
  const [batch] = recorded.spans("fed.aggregate.metrics");
  const traces = recorded.spans("fed.event.process").map((span) => span.spanContext().traceId);
  expect(new Set(traces).size).toBe(2);
  expect(batch?.parentSpanContext).toBeUndefined();
  expect(batch?.links.map(({ context }) => context.traceId).sort()).toEqual(traces.sort());
});

test("a batch of pulses is fed.catalog.update", async () => {
  await createRecordPulses(federation.ctx)({
    events: [{ ...presenceOf("veria", "2026-11-20T12:00:00.000Z"), traceparent }],
    rejected: [],
  });
  const [batch] = recorded.spans("fed.catalog.update");
  expect(batch?.attributes).toEqual({ "fed.path": "core", "fed.events": 1, "fed.rejected": 0 });
  expect(recorded.spans("fed.event.process")[0]?.attributes["fed.event.kind"]).toBe("hub.presence");
});

test("each endpoint that is tried is fed.verify.endpoint, with what came of it", async () => {
  const { ctx } = federation;
  const hub = serveHub("veria", ctx.clock);
  try {
    hub.statuses["/api/task"] = 500;
    const config = projectsConfig.parse({ projects: [{ ...declarationOf("veria"), hubUrl: hub.hubUrl }] });
    await applyDeclarations(ctx, { config, force: true });
    const tools = {
      ...{ limit: createLimit(4), setup: defaultSetup, signal: new AbortController().signal },
      ...{ partitions: new Partitions(ctx.db.pool), keys: new KeyBudget("latencies", ctx.clock) },
    };
    await verifyEndpoints(ctx, tools, { notSince: null });
  } finally {
    await hub.stop();
  }
  const checks = new Map(
    recorded.spans("fed.verify.endpoint").map((span) => [span.attributes["fed.endpoint.type"], span]),
  );
  expect([...checks.keys()].sort()).toEqual(["capabilities", "graph", "task"]);
  expect(checks.get("graph")?.attributes).toEqual({
    "fed.project": "veria",
    "fed.endpoint.type": "graph",
    "url.full": `${hub.hubUrl}/api/graph`,
    "http.request.method": "GET",
    "http.response.status_code": 200,
  });
  expect(checks.get("task")?.attributes).toMatchObject({ "http.response.status_code": 500, "error.type": "failing" });
  expect(checks.get("task")?.status).toEqual({ code: SpanStatusCode.ERROR, message: "failing" });
});
