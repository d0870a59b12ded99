import { afterEach, beforeEach, describe, expect, spyOn, test } from "bun:test";
import { Client } from "pg";
import { eventually } from "../../../scripts/testing/eventually.ts";
import { type MetricFamily, parseMetrics } from "../../../scripts/testing/parseMetrics.ts";
import { openFederationDb } from "../../platform/db.ts";
import { silentLog } from "../../platform/log.ts";
import { startTelemetry, type Telemetry } from "../../platform/telemetry/start.ts";
import type { FederationContext } from "../context.ts";
import { createIngest } from "../ingest/ingestBatch.ts";
import { createRecordPulses } from "../liveness/pulses/recordPulses.ts";
import { auditOf, graphOf, presenceOf } from "../testing/events.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { createFederationMeters } from "./meters.ts";
import { observeFederation } from "./observeFederation.ts";

let federation: TestFederation;
let telemetry: Telemetry;
const mesh = { isConnected: () => true };
const consumer = { pending: async (): Promise<number | null> => 42 };

/** Telemetry of its own each time: what was read a moment ago would be answered again. */
async function observe(): Promise<Telemetry> {
  const settings = { serviceName: undefined, traces: null, metrics: null };
  return await startTelemetry({ settings, service: "x", version: "1", attributes: {}, log: silentLog });
}
async function scrape(ctx: FederationContext = federation.ctx): Promise<Map<string, MetricFamily>> {
  const { meter, scrape: read } = await observe();
  observeFederation(meter, ctx, { version: "1.2.3", mesh, consumer });
  return parseMetrics(await read());
}
/** The values of a metric, by the values of its labels. */
const valuesOf = (families: Map<string, MetricFamily>, name: string) =>
  Object.fromEntries(
    (families.get(name)?.samples ?? []).map(({ labels, value }) => [Object.values(labels).join(" "), value]),
  );

beforeEach(async () => {
  federation = await openTestFederation();
  telemetry = await observe();
  federation.ctx.meters = createFederationMeters(telemetry.meter);
});
afterEach(async () => {
  await telemetry.stop();
  await federation.close();
});

describe("what is told of projects", () => {
  test("are sums by status and origin, and for each its status, its risk and when it was heard", async () => {
    await federation.declare("veria", "performia");
    await createRecordPulses(federation.ctx)({
      events: [presenceOf("veria", "2026-11-20T12:00:00.000Z")],
      rejected: [],
    });
    const read = await scrape();
    expect(valuesOf(read, "fed_projects")).toEqual({
      ...{ "online declared": 1, "degraded declared": 0, "offline declared": 1 },
      ...{ "online discovered": 0, "degraded discovered": 0, "offline discovered": 0 },
    });
    expect(valuesOf(read, "fed_project_status")).toMatchObject({
      ...{ "veria online": 1, "veria offline": 0, "performia online": 0, "performia offline": 1 },
    });
    expect(Object.keys(valuesOf(read, "fed_project_last_seen_timestamp_seconds"))).toEqual(["veria"]);
    expect(valuesOf(read, "fed_project_series_omitted")).toEqual({ "": 0 });
    expect(valuesOf(read, "fed_build_info")).toEqual({ "1.2.3": 1 });
    expect(valuesOf(read, "fed_database_bytes")[""]).toBeGreaterThan(1_000_000);
  });

  test("leave out what is unknown instead of calling it 0", async () => {
    await federation.declare("veria");
    expect(valuesOf(await scrape(), "fed_project_risk_score")).toEqual({});
    await createIngest(federation.ctx)({ events: [auditOf("veria", "2026-11-20T11:59:00Z", 1)], rejected: [] });
    const risk = valuesOf(await scrape(), "fed_project_risk_score");
    expect(Object.keys(risk).sort()).toEqual(["veria compliance", "veria total"]);
    expect(risk["veria compliance"]).toBe(15);
  });

  test("end with the project: no series is told for ever", async () => {
    await federation.declare("veria", "performia");
    const kept = await observe();
    observeFederation(kept.meter, federation.ctx, { version: "1", mesh, consumer });
    expect(Object.keys(valuesOf(parseMetrics(await kept.scrape()), "fed_project_status"))).toHaveLength(6);
    await federation.declare("performia");
    // An answer may be a second old.
    await eventually(async () => {
      const slugs = Object.keys(valuesOf(parseMetrics(await kept.scrape()), "fed_project_status")).map(
        (key) => key.split(" ")[0],
      );
      return slugs.length === 3 && slugs.every((slug) => slug === "performia");
    });
  });

  test("are series of their own for 200 at most, with as many statements as for one", async () => {
    await federation.declare("veria");
    const statements = spyOn(Client.prototype, "query");
    try {
      await scrape();
      const forOne = statements.mock.calls.length;
      await federation.declare(...Array.from({ length: 230 }, (_, index) => `p${String(index).padStart(3, "0")}`));
      statements.mockClear();
      const read = await scrape();
      expect(statements.mock.calls.length).toBe(forOne);
      expect(read.get("fed_project_status")?.samples).toHaveLength(600);
      expect(valuesOf(read, "fed_project_series_omitted")).toEqual({ "": 30 });
      expect(valuesOf(read, "fed_projects")["offline declared"]).toBe(230);
    } finally {
      statements.mockRestore();
    }
  });
});

test("what was taken in and what was refused is counted once it is committed", async () => {
  await federation.declare("veria");
  const foreign = graphOf("veria", "2026-11-20T12:00:00Z", 1);
  const events = [graphOf("veria", "2026-11-20T12:00:00Z", 7), { ...foreign, meshNs: "nobody.mesh" }];
  await createIngest(federation.ctx)({ events, rejected: [] });
  const read = parseMetrics(await telemetry.scrape());
  expect(valuesOf(read, "fed_ingest_events_total")).toEqual({ "graph.summary.nodes": 1 });
  expect(valuesOf(read, "fed_ingest_rejected_events_total")).toEqual({ stream: 1, core: 0 });
  expect(valuesOf(read, "fed_ingest_failed_batches_total")).toEqual({ stream: 0, core: 0 });
  const sum = read.get("fed_ingest_batch_events")?.samples.find(({ name }) => name.endsWith("_sum"));
  expect([sum?.labels, sum?.value]).toEqual([{ path: "stream" }, 2]);
});

test("a batch that cannot be committed is counted as failed, and not as taken in", async () => {
  await federation.declare("veria");
  await federation.ctx.db.pool.query('alter table "ProjectMetric" rename to "Away"');
  const batch = { events: [graphOf("veria", "2026-11-20T12:00:00Z", 7)], rejected: [] };
  await expect(createIngest(federation.ctx)(batch)).rejects.toThrow();
  const failed = parseMetrics(await telemetry.scrape());
  expect(valuesOf(failed, "fed_ingest_failed_batches_total")).toEqual({ stream: 1, core: 0 });
  expect(failed.has("fed_ingest_batch_events")).toBe(false);
});

test("alerts, runs and endpoints are told as 0 where there is none, and counted where there are", async () => {
  await federation.declare("veria");
  const projectId = await federation.idOf("veria");
  const { prisma } = federation.ctx.db;
  const at = federation.ctx.clock.now();
  const before = await scrape();
  expect(valuesOf(before, "fed_alerts")["offline warning open true"]).toBe(0);
  expect(valuesOf(before, "fed_endpoints")).toEqual({ reachable: 0, unreachable: 0, unverified: 0 });
  expect(before.has("fed_last_sweep_timestamp_seconds")).toBe(false);
  await prisma.ecosystemAlert.create({
    data: {
      ...{ id: Bun.randomUUIDv7(), projectId, severity: "warning", title: "t", description: "d" },
      ...{ rule: "offline", fingerprint: "offline veria", silenced: true },
    },
  });
  const url = "http://127.0.0.1:1/";
  await prisma.surfaceEndpoint.create({
    data: { projectId, type: "graph", url, authKind: "grant", reachable: false, lastVerifiedAt: at },
  });
  const run = { state: "completed", planHash: "h", startedBy: "t", startedAt: at, expiresAt: at, finishedAt: at };
  await prisma.actionRun.create({
    data: { ...run, id: Bun.randomUUIDv7(), action: "fed.audit.security.sweep", idempotencyKey: "k" },
  });
  const after = await scrape();
  expect(valuesOf(after, "fed_alerts")).toMatchObject({
    ...{ "offline warning open true": 1, "offline warning open false": 0 },
  });
  expect(valuesOf(after, "fed_endpoints")).toEqual({ reachable: 0, unreachable: 1, unverified: 0 });
  expect(valuesOf(after, "fed_action_runs")["fed.audit.security.sweep completed"]).toBe(1);
  expect(valuesOf(after, "fed_last_sweep_timestamp_seconds")).toEqual({
    "fed.audit.security.sweep": at.getTime() / 1000,
  });
});

test("without a database the rest is still told, and that the database is away", async () => {
  const db = openFederationDb("postgres://127.0.0.1:1/nowhere");
  try {
    const read = await scrape({ ...federation.ctx, db });
    expect(valuesOf(read, "fed_database_up")).toEqual({ "": 0 });
    expect(valuesOf(read, "fed_ingest_pending_events")).toEqual({ "": 42 });
    expect(read.has("fed_projects")).toBe(false);
  } finally {
    await db.close();
  }
  expect(valuesOf(await scrape(), "fed_database_up")).toEqual({ "": 1 });
});
