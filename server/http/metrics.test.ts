import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { hubConfig } from "../../contracts/config.ts";
import { eventSubject } from "../../contracts/subjects.ts";
import { createTestDatabase } from "../../scripts/testing/database.ts";
import { eventually } from "../../scripts/testing/eventually.ts";
import { startTestMetaApp, type TestMetaApp } from "../../scripts/testing/metaApp.ts";
import { type MetricFamily, parseMetrics } from "../../scripts/testing/parseMetrics.ts";
import type { InstanceContext } from "../instance/context.ts";
import { countPublished } from "../instance/telemetry/countPublished.ts";
import { observeInstance } from "../instance/telemetry/observeInstance.ts";
import { systemClock } from "../platform/clock.ts";
import { openInstanceDb } from "../platform/db.ts";
import { silentLog } from "../platform/log.ts";
import { startTelemetry } from "../platform/telemetry/start.ts";
import { createProjectApp } from "./project.ts";

const hubKey = "the-key-of-this-hub-0123456789";
const deploy = fileURLToPath(new URL("../../deploy/", import.meta.url));
const stops: (() => unknown)[] = [];
let meta: TestMetaApp;
let askHub: (init?: RequestInit) => Promise<Response>;
/** What each kind of hub answered once everything that has a metric had happened. */
let metaText: string;
let hubText: string;

beforeAll(async () => {
  meta = await startTestMetaApp();
  stops.push(() => meta.stop());
  await makeHistory(meta);
  await eventually(async () => {
    metaText = await (await meta.ask("/metrics", { as: "viewer" })).text();
    return metaText.includes('fed_project_risk_score{project="veria"');
  });
  askHub = await startHub();
  hubText = await (await askHub({ headers: { authorization: `Bearer ${hubKey}` } })).text();
});
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

/** Something of everything: events good and bad, an audit, a run that ended, an endpoint that was tried. */
async function makeHistory({ ctx, veria }: TestMetaApp): Promise<void> {
  const at = new Date();
  const { prisma } = ctx.db;
  const { id: projectId } = await prisma.projectCatalog.findUniqueOrThrow({ where: { slug: "veria" } });
  await prisma.surfaceEndpoint.create({
    data: { projectId, type: "graph", url: "http://127.0.0.1:1/", authKind: "grant", lastVerifiedAt: at },
  });
  await prisma.actionRun.create({
    data: {
      ...{ id: Bun.randomUUIDv7(), action: "fed.audit.security.sweep", state: "completed", planHash: "h" },
      ...{ idempotencyKey: "k", startedBy: "t", startedAt: at, expiresAt: at, finishedAt: at },
    },
  });
  veria.publishPulse(eventSubject.presence("veria.mesh", "veria-1"), {
    ...{ projectSlug: "veria", meshNs: "veria.mesh", hubUrl: "http://127.0.0.1:5401", version: "1" },
    ...{ tools: [], capabilities: [] },
  });
  const audit = { projectSlug: "veria", ok: 1, warn: 0, fail: 1 };
  const times = { startedAt: at.toISOString(), finishedAt: at.toISOString() };
  await Promise.all([
    veria.publishEvent(eventSubject.auditResult("veria.mesh", "security"), {
      ...{ projectSlug: "veria", auditId: Bun.randomUUIDv7(), status: "ok", counts: {}, ...times },
    }),
    veria.publishEvent(eventSubject.summary("veria.mesh", "audit.summary.status"), {
      ...{ ...audit, lastRun: at.toISOString() },
    }),
    veria.publishEvent(eventSubject.summary("veria.mesh", "graph.summary.nodes"), { counts: "many" }),
  ]);
}

/** A project hub that has scanned and audited, on a database of its own. */
async function startHub(): Promise<typeof askHub> {
  const database = await createTestDatabase("instance");
  stops.push(database.drop);
  const db = openInstanceDb(database.url);
  stops.push(db.close);
  const project = { slug: "veria", name: "Veria", meshNs: "veria.mesh", hubUrl: "http://127.0.0.1:5401" };
  const config = hubConfig.parse({});
  const ctx: InstanceContext = { db, clock: systemClock, log: silentLog, project, root: tmpdir(), config };
  const at = new Date();
  await db.prisma.scan.create({ data: { startedAt: at, finishedAt: at, state: "completed" } });
  await db.prisma.audit.create({
    data: { id: Bun.randomUUIDv7(), kind: "security", status: "ok", startedAt: at, finishedAt: at },
  });
  const telemetry = await startTelemetry({
    ...{ service: "x", version: "1", attributes: {}, log: silentLog },
    settings: { serviceName: undefined, traces: null, metrics: null },
  });
  stops.push(telemetry.stop);
  countPublished(telemetry.meter)("graph.summary.nodes");
  const observed = { version: "1", meshConnected: () => true, pending: () => 3 };
  stops.push(observeInstance(telemetry.meter, ctx, observed));
  const runtime = { version: "1", startedAt: at, scanProgress: () => null, meshConnected: () => true };
  const app = createProjectApp({
    ...{ ctx, runtime, telemetry, clientDir: tmpdir(), apiKey: hubKey },
    actionKeys: [Buffer.alloc(32, 3)],
  });
  await app.handle(new Request("http://hub.test/health"));
  return (init) => app.handle(new Request("http://hub.test/metrics", init));
}

describe("who may read them", () => {
  test("at the Meta Hub is whoever has a key, also as the bearer token that Prometheus sends", async () => {
    expect((await meta.ask("/metrics")).status).toBe(401);
    expect((await meta.ask("/metrics", { headers: { authorization: "Bearer fed_wrong" } })).status).toBe(403);
    const answer = await meta.ask("/metrics", { headers: { authorization: `Bearer ${meta.keys.viewer}` } });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      ...[200, "text/plain; version=0.0.4; charset=utf-8"],
    ]);
  });

  test("at a project hub is whoever has its key", async () => {
    expect((await askHub()).status).toBe(401);
    expect((await askHub({ headers: { "x-api-key": "wrong" } })).status).toBe(403);
    expect((await askHub({ headers: { "x-api-key": hubKey } })).status).toBe(200);
  });
});

/** Prometheus' own naming: https://prometheus.io/docs/practices/naming/ */
function faultsOfName(name: string, { type, help }: MetricFamily): string[] {
  const faults: string[] = [];
  if (!/^(fed|hub|process|http_server)_[a-z_]+$/.test(name)) faults.push("has no prefix of ours");
  if (help === "") faults.push("has no HELP");
  if ((type === "counter") !== name.endsWith("_total")) faults.push("only counters, and all of them, end in _total");
  if (/_(ms|millis|milliseconds|kb|mb|percent|minutes|hours|days)(_|$)/.test(name)) faults.push("has no base unit");
  const base = name.replace(/_total$/, "");
  if (/seconds|bytes/.test(base) && !/_(seconds|bytes)$/.test(base)) faults.push("its unit does not stand at the end");
  if (/_(bucket|count|sum)$/.test(name)) faults.push("ends as parts of histograms do");
  return faults.map((fault) => `${name}: ${fault}`);
}

describe.each([
  ["the Meta Hub", () => metaText],
  ["a project hub", () => hubText],
])("what %s answers", (_who, text) => {
  test("is the text format of Prometheus, under names as Prometheus wants them", () => {
    const families = [...parseMetrics(text())];
    expect(families.length).toBeGreaterThan(10);
    expect(families.flatMap(([name, family]) => faultsOfName(name, family))).toEqual([]);
  });

  test("is all in docs/telemetry.md, with its type", async () => {
    const docs = await Bun.file(join(deploy, "../docs/telemetry.md")).text();
    const missing = [...parseMetrics(text())].filter(([name, { type }]) => !docs.includes(`| \`${name}\` | ${type} |`));
    expect(missing.map(([name, { type }]) => `${name} ${type}`)).toEqual([]);
  });
});

test("a request's labels are routes and known methods, whatever was asked for", async () => {
  for (const path of ["/api/fed/projects/veria", "/api/nothing-here", "/metrics/../etc"]) {
    await meta.ask(path, { as: "viewer" });
  }
  await meta.ask("/health", { method: "PROPFIND" });
  let requests: MetricFamily["samples"] = [];
  await eventually(async () => {
    const read = parseMetrics(await (await meta.ask("/metrics", { as: "viewer" })).text());
    const { samples = [] } = read.get("http_server_request_duration_seconds") ?? {};
    requests = samples.filter(({ name }) => name.endsWith("_count"));
    return requests.some(({ labels }) => labels.http_request_method === "_OTHER");
  });
  const routes = requests.map(({ labels }) => labels.http_route);
  expect(routes).toContain("/api/fed/projects/:name");
  expect(routes.filter((route) => /veria|nothing|etc/.test(route ?? ""))).toEqual([]);
});

const rulesFile = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});

test("every metric that an alert rule or a dashboard names is there", async () => {
  const { groups } = rulesFile.parse(parse(await Bun.file(join(deploy, "prometheus/rules.yml")).text()));
  const dashboards = [...new Bun.Glob("grafana/dashboards/*.json").scanSync({ cwd: deploy })];
  const texts = [
    ...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
    ...(await Promise.all(dashboards.map((path) => Bun.file(join(deploy, path)).text()))),
  ];
  const named = new Set(
    texts.flatMap((text) => text.match(/\b(fed|hub|process|http_server)_[a-z_]+\b(?=[\s{[)"\\=<>]|$)/g) ?? []),
  );
  const known = new Set(
    [metaText, hubText]
      .flatMap((text) => [...parseMetrics(text).values()].flatMap(({ samples }) => samples))
      .map(({ name }) => name),
  );
  expect(named.size).toBeGreaterThan(15);
  expect([...named].filter((name) => !known.has(name))).toEqual([]);
});

const promtool = Bun.which("promtool");
const why = promtool === null ? " (skipped: promtool is not installed; it comes with Prometheus)" : "";

test.skipIf(promtool === null)(`promtool finds no fault in the metrics and the rules${why}`, async () => {
  const run = async (args: string[], input: string) => {
    const child = Bun.spawn([promtool ?? "promtool", ...args], { stdin: new Blob([input]), stderr: "pipe" });
    return { fault: await new Response(child.stderr).text(), exitCode: await child.exited };
  };
  for (const text of [metaText, hubText])
    expect(await run(["check", "metrics"], text)).toEqual({ fault: "", exitCode: 0 });
  const folder = await mkdtemp(join(tmpdir(), "rules-"));
  stops.push(() => rm(folder, { recursive: true }));
  const copy = join(folder, "rules.yml");
  await writeFile(copy, await Bun.file(join(deploy, "prometheus/rules.yml")).text());
  expect(await run(["check", "rules", copy], "")).toEqual({ fault: "", exitCode: 0 });
});
