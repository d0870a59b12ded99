import { afterEach, beforeEach, expect, test } from "bun:test";
import { startTestNats } from "../../scripts/testing/nats.ts";
import { connectMesh, type Mesh } from "../mesh/connect.ts";
import { silentLog } from "../platform/log.ts";
import { listAlerts } from "./alerts/listAlerts.ts";
import { listProjects } from "./catalog/listProjects.ts";
import { createIngest } from "./ingest/ingestBatch.ts";
import { createRecordPulses } from "./liveness/pulses/recordPulses.ts";
import { hintOf, presenceOf } from "./testing/events.ts";
import { openTestFederation, type TestFederation } from "./testing/openTestFederation.ts";
import { untilPasses } from "./testing/untilPasses.ts";
import { startTimers } from "./timers.ts";

const start = "2026-11-20T12:00:00.000Z";
const after = (seconds: number) => new Date(Date.parse(start) + seconds * 1000).toISOString();

let federation: TestFederation;
let nats: Awaited<ReturnType<typeof startTestNats>>;
let mesh: Mesh;
let replicas: ReturnType<typeof startTimers>[];

beforeEach(async () => {
  federation = await openTestFederation({ now: start });
  await federation.declare("veria");
  nats = await startTestNats();
  mesh = await connectMesh({ url: nats.url, name: "test", log: silentLog });
  const intervals = { sweepMs: 20, placeMs: 50, alertsMs: 20, upkeepMs: 100, edgeHistoryMs: 50 };
  replicas = [1, 2].map(() => startTimers({ ctx: federation.ctx, mesh, log: silentLog, intervals }));
  // Each begins by holding everybody as they are: that must be over before somebody is heard.
  await untilPasses(async () => expect(await federation.ctx.db.prisma.replica.count()).toBe(2));
});
afterEach(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await mesh.close();
  await nats.stop();
  await federation.close();
});

const hear = (seconds: number) =>
  createRecordPulses(federation.ctx)({ events: [presenceOf("veria", after(seconds))], rejected: [] });
const row = async () => (await listProjects(federation.ctx, {}))[0];

test("silence takes a project offline, then raises one alert however many replicas watch, and clients are told", async () => {
  await hear(0);
  federation.setNow(after(91));
  await untilPasses(async () => expect(await row()).toMatchObject({ status: "offline", statusSince: after(91) }));
  federation.setNow(after(91 + 601));
  await untilPasses(async () => expect(await listAlerts(federation.ctx, {})).toMatchObject([{ status: "open" }]));
  await untilPasses(() => {
    const told = federation.notices.flatMap((notice) => (notice.type === "projects" ? notice.projects : []));
    expect(told.at(-1)).toMatchObject({ status: "offline", openAlerts: 1 });
    expect(federation.notices.some(({ type }) => type === "alerts")).toBe(true);
  });
});

test("a mesh that is away makes every status a held one, and tells clients", async () => {
  await hear(0);
  await untilPasses(async () => expect(await row()).toMatchObject({ status: "online", held: false }));
  await nats.kill("SIGKILL");
  await untilPasses(async () => expect(await row()).toMatchObject({ status: "online", held: true }));
  await untilPasses(() => {
    const told = federation.notices.flatMap((notice) => (notice.type === "projects" ? notice.projects : []));
    expect(told.at(-1)).toMatchObject({ status: "online", held: true });
  });
});

test("clients are told how an integration ages, and when it has fallen asleep", async () => {
  await federation.declare("veria", "performia");
  const hint = hintOf("veria", "performia", "veria", 0.8, { lastSeenAt: start }, { receivedAt: start });
  await createIngest(federation.ctx)({ events: [hint], rejected: [] });
  const lastTold = () => federation.notices.flatMap((notice) => (notice.type === "edges" ? notice.edges : [])).at(-1);
  const day = 86_400;
  federation.setNow(after(7 * day));
  await untilPasses(() => expect(lastTold()).toMatchObject({ strength: 0.4, dormant: false }));
  federation.setNow(after(70 * day));
  await untilPasses(() => expect(lastTold()).toMatchObject({ dormant: true }));
});
