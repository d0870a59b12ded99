import { afterEach, beforeEach, expect, spyOn, test } from "bun:test";
import { Client } from "pg";
import { eventSubject } from "../../contracts/subjects.ts";
import { eventually } from "../../scripts/testing/eventually.ts";
import { startTestNats } from "../../scripts/testing/nats.ts";
import { requireTestDatabase } from "../../scripts/testing/requireServers.ts";
import { connectMesh, type Mesh } from "../mesh/connect.ts";
import { ensureEventStream } from "../mesh/ensureStream.ts";
import { createPublisher, type Publisher } from "../mesh/publish.ts";
import { systemClock } from "../platform/clock.ts";
import { silentLog } from "../platform/log.ts";
import { listProjects } from "./catalog/listProjects.ts";
import { createContext } from "./createContext.ts";
import { getSystemStatus } from "./system/getStatus.ts";
import { openTestFederation, type TestFederation } from "./testing/openTestFederation.ts";
import { untilPasses } from "./testing/untilPasses.ts";
import { startWorkers } from "./workers.ts";

let federation: TestFederation;
let nats: Awaited<ReturnType<typeof startTestNats>>;
let mesh: Mesh;
let publisher: Publisher;
let workers: Awaited<ReturnType<typeof startWorkers>>;

beforeEach(async () => {
  federation = await openTestFederation({ now: new Date().toISOString() });
  await federation.declare("veria");
  nats = await startTestNats();
  mesh = await connectMesh({ url: nats.url, name: "test", log: silentLog });
  await ensureEventStream(mesh);
  workers = await startWorkers({ ctx: createContext({ ...federation.ctx, clock: systemClock }), mesh, log: silentLog });
  publisher = createPublisher({ mesh, meshNs: "veria.mesh", clock: systemClock, log: silentLog });
});
afterEach(async () => {
  await publisher.close();
  await workers.stop();
  await mesh.close();
  await nats.stop();
  await federation.close();
});

const summary = (files: number) => ({
  projectSlug: "veria",
  counts: { files, symbols: 1, tasks: 1, audits: 1 },
  ts: new Date().toISOString(),
});
const row = async () => (await listProjects(federation.ctx, {}))[0];

test("what a hub publishes becomes the project's row and a notice to clients, and what is malformed is quarantined", async () => {
  federation.notices.length = 0;
  publisher.publishPulse(eventSubject.presence("veria.mesh", "veria-1"), {
    projectSlug: "veria",
    meshNs: "veria.mesh",
    hubUrl: "http://127.0.0.1:5401",
    version: "1.0.0",
    tools: [],
    capabilities: [],
  });
  await publisher.publishEvent(eventSubject.summary("veria.mesh", "graph.summary.nodes"), { counts: "many" });
  await publisher.publishEvent(eventSubject.summary("veria.mesh", "graph.summary.nodes"), summary(42));
  await untilPasses(async () =>
    expect(await row()).toMatchObject({
      status: "online",
      kpis: { files: 42 },
      completeness: { lastSeq: 2, missing: 1 },
    }),
  );
  await untilPasses(() => {
    const rows = federation.notices.flatMap((notice) => (notice.type === "projects" ? notice.projects : []));
    expect(rows.some(({ kpis }) => kpis.files === 42)).toBe(true);
  });
  const status = await getSystemStatus(federation.ctx, {
    version: "0",
    startedAt: new Date(),
    mesh,
    consumer: workers.consumer,
  });
  expect(status).toMatchObject({ mesh: { connected: true, identitiesEnforced: false }, quarantine: { total: 1 } });
  expect(status.quarantine.recent[0]?.reason).toContain("projectSlug");
});

test("while the database refuses, events wait at the broker and pulses in memory; nothing is lost or doubled", async () => {
  const { pool } = federation.ctx.db;
  const resyncs = () => federation.notices.filter(({ type }) => type === "resync").length;
  const failed = spyOn(federation.ctx.meters.failedBatches, "add");
  await pool.query('alter table "EventCursor" rename to "EventCursor_away"');
  await pool.query('alter table "ProjectHub" rename to "ProjectHub_away"');
  for (const files of [1, 2, 3]) {
    await publisher.publishEvent(eventSubject.summary("veria.mesh", "graph.summary.nodes"), summary(files));
  }
  publisher.publishPulse(eventSubject.health("veria.mesh", "veria-1"), {
    status: "ok",
    latencyMs: 3,
    degradedReasons: [],
    sampleAt: new Date().toISOString(),
  });
  await untilPasses(async () => expect(await workers.consumer.pending()).toBe(3));
  await untilPasses(() => expect(failed).toHaveBeenCalledWith(1, { path: "stream" }));
  expect([await federation.ctx.db.prisma.projectSummary.count(), resyncs()]).toEqual([0, 0]);
  await pool.query('alter table "EventCursor_away" rename to "EventCursor"');
  await pool.query('alter table "ProjectHub_away" rename to "ProjectHub"');
  await untilPasses(async () =>
    expect(await row()).toMatchObject({
      kpis: { files: 3, healthLatencyMs: 3 },
      completeness: { lastSeq: 3, missing: 0 },
    }),
  );
  await untilPasses(async () => expect(await workers.consumer.pending()).toBe(0));
  // Of what failed nobody knows what was committed all the same.
  expect(resyncs()).toBeGreaterThan(0);
}, 30_000);

test("a database that ends every connection, again and again, costs nothing that was acknowledged", async () => {
  // Published until the last round is over, so that there is always a connection at work to end.
  let over = false;
  let total = 0;
  const published = (async () => {
    while (!over) {
      const files = ++total;
      await publisher.publishEvent(eventSubject.summary("veria.mesh", "graph.summary.nodes"), summary(files));
    }
  })();
  const { rows: own } = await federation.ctx.db.pool.query<{ name: string }>("select current_database() as name");
  const admin = new Client({ connectionString: requireTestDatabase() });
  await admin.connect();
  try {
    for (let round = 0; round < 10; round++) {
      await untilPasses(async () => {
        const ended = await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [
          own[0]?.name,
        ]);
        expect(ended.rowCount).toBeGreaterThan(0);
      });
    }
  } finally {
    over = true;
    await admin.end();
  }
  await published;
  await eventually(
    async () => {
      expect(await row()).toMatchObject({ kpis: { files: total }, completeness: { lastSeq: total, missing: 0 } });
      return true;
    },
    { timeoutMs: 40_000 },
  );
  await untilPasses(async () => expect(await workers.consumer.pending()).toBe(0));
}, 90_000);
