import { afterAll, beforeAll, expect, spyOn, test } from "bun:test";
import { systemStatus } from "../../../contracts/system.ts";
import { startTestNats } from "../../../scripts/testing/nats.ts";
import { connectMesh, type Mesh } from "../../mesh/connect.ts";
import { silentLog } from "../../platform/log.ts";
import { createIngest } from "../ingest/ingestBatch.ts";
import { graphOf } from "../testing/events.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { getSystemStatus } from "./getStatus.ts";

let federation: TestFederation;
let nats: Awaited<ReturnType<typeof startTestNats>>;
let mesh: Mesh;

beforeAll(async () => {
  federation = await openTestFederation();
  nats = await startTestNats();
  mesh = await connectMesh({ url: nats.url, name: "test", log: silentLog });
});
afterAll(async () => {
  await mesh.close();
  await nats.stop();
  await federation.close();
});

const read = () =>
  getSystemStatus(federation.ctx, {
    version: "0",
    startedAt: new Date(),
    mesh,
    consumer: {
      stop: async () => {},
      pending: async () => 0,
      stats: () => ({ committed: 0, lastBatchAt: null, lagMs: null }),
    },
  });

test("hubs are counted by version, the most frequent first, without archived projects", async () => {
  await federation.declare("veria", "performia", "rollizr", "silent", "gone");
  const { pool } = federation.ctx.db;
  await pool.query(`update "ProjectCatalog" set version = case slug when 'veria' then '1.0.0' else '2.0.0' end
    where slug <> 'silent'`);
  await pool.query(`update "ProjectCatalog" set origin = 'archived' where slug = 'gone'`);
  const status = await read();
  expect(systemStatus.parse(status)).toEqual(status);
  expect(status.hubs).toEqual([
    { version: "2.0.0", projects: 2 },
    { version: "1.0.0", projects: 1 },
    { version: null, projects: 1 },
  ]);
});

test("the status takes the same number of SQL statements at 3 and at 300 projects", async () => {
  const statementsAt = async (projects: number) => {
    await federation.declare(...Array.from({ length: projects }, (_, index) => `p-${index}`));
    const { pool } = federation.ctx.db;
    await pool.query(`update "ProjectCatalog" set version = slug`);
    const query = spyOn(pool, "query");
    try {
      expect((await read()).hubs).toHaveLength(projects);
      return query.mock.calls.length;
    } finally {
      query.mockRestore();
    }
  };
  const few = await statementsAt(3);
  expect(few).toBeGreaterThanOrEqual(5);
  expect(await statementsAt(300)).toBe(few);
});

test("who lacks events, and whose clock is wrong, is named, the worst first", async () => {
  await federation.declare("veria", "performia", "rollizr");
  const epoch = "019aa000-0000-7000-8000-000000000001";
  const heard = (slug: string, ...seqs: number[]) =>
    seqs.map((seq) => graphOf(slug, "2026-11-20T12:00:00.000Z", seq, { epoch, seq }));
  await createIngest(federation.ctx)({
    events: [...heard("veria", 1, 4), ...heard("performia", 1, 2), ...heard("rollizr", 5)],
    rejected: [],
  });
  await federation.ctx.db.pool.query(`update "ProjectCatalog" set "clockSkewSeconds" = -90 where slug = 'veria'`);
  const status = await read();
  expect(systemStatus.parse(status)).toEqual(status);
  expect(status.completeness).toEqual({
    publishers: 3,
    missing: 6,
    projects: [
      { slug: "rollizr", missing: 4, askedAt: null },
      { slug: "veria", missing: 2, askedAt: null },
    ],
  });
  expect(status.skewed).toEqual([{ slug: "veria", seconds: -90 }]);
});
