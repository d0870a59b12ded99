import { afterEach, beforeEach, expect, test } from "bun:test";
import { trimRuns } from "./actions/runs/trimRuns.ts";
import { createIngest } from "./ingest/ingestBatch.ts";
import { trimAudits } from "./ingest/trimAudits.ts";
import { trimEvidence } from "./integrations/trimEvidence.ts";
import { createRecordPulses } from "./liveness/pulses/recordPulses.ts";
import { trimHubs } from "./liveness/trimHubs.ts";
import { Partitions } from "./metrics/partitions.ts";
import { auditResultOf, hintOf, presenceOf } from "./testing/events.ts";
import { openTestFederation, type TestFederation } from "./testing/openTestFederation.ts";
import { upkeep } from "./upkeep.ts";

const now = new Date("2026-11-20T12:00:00.000Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();

let federation: TestFederation;
beforeEach(async () => {
  federation = await openTestFederation({ now: now.toISOString() });
  await federation.declare("veria", "performia");
});
afterEach(() => federation.close());

const ingest = (events: Parameters<ReturnType<typeof createIngest>>[0]["events"]) =>
  createIngest(federation.ctx)({ events, rejected: [] });
const countOf = async (table: string) =>
  (await federation.ctx.db.pool.query<{ count: number }>(`select count(*)::int from "${table}"`)).rows[0]?.count;

test("of an edge's proofs the newest thousand stay, without those that time has made worthless", async () => {
  const { integrations } = federation.ctx.policy;
  const hint = (key: string, days: number) =>
    hintOf("veria", "performia", "veria", 0.8, { source: "code", key, lastSeenAt: daysAgo(days) });
  await ingest([
    hint("old", 200),
    hint("recent", 80),
    ...Array.from({ length: 1004 }, (_, n) => hint(`k${n}`, n / 100)),
  ]);
  expect(await trimEvidence(federation.ctx.db.pool, integrations, now)).toBe(6);
  expect(await countOf("IntegrationEvidence")).toBe(1000);
  expect(await trimEvidence(federation.ctx.db.pool, { ...integrations, dormantBelow: 0 }, now)).toBe(0);
});

test("what projects.yaml declares stays, however long ago it was written", async () => {
  const { pool } = federation.ctx.db;
  await ingest([hintOf("veria", "performia", "veria", 0.8, { source: "code", key: "k", lastSeenAt: daysAgo(200) })]);
  await pool.query(`update "IntegrationEvidence" set reporter = 'config'`);
  expect(await trimEvidence(pool, federation.ctx.policy.integrations, now)).toBe(0);
});

test("of a project's audits the latest ten thousand stay, without those older than rollups are kept", async () => {
  const run = (auditId: string, days: number) =>
    auditResultOf("veria", { auditId, finishedAt: daysAgo(days), critical: 0 });
  await ingest([run("ancient", 500), ...Array.from({ length: 10_002 }, (_, n) => run(`a${n}`, n / 100))]);
  expect(await trimAudits(federation.ctx.db.pool, 400, now)).toBe(3);
});

test("of a project's hubs the one heard last stays, however long ago that was", async () => {
  const hear = (slug: string, hub: string, days: number) =>
    createRecordPulses(federation.ctx)({ events: [presenceOf(slug, daysAgo(days), hub)], rejected: [] });
  await hear("veria", "old", 40);
  await hear("veria", "new", 1);
  await hear("performia", "only", 90);
  expect(await trimHubs(federation.ctx.db.pool, 30, now)).toBe(1);
  const left = await federation.ctx.db.pool.query('select "hubId" from "ProjectHub" order by 1');
  expect(left.rows).toEqual([{ hubId: "new" }, { hubId: "only" }]);
});

test("runs that ended longer ago than rollups are kept go with their targets; one that still runs stays", async () => {
  const { prisma, pool } = federation.ctx.db;
  const projectId = await federation.idOf("veria");
  const insert = async (days: number, finished: boolean, retryOf: string | null = null) => {
    const startedAt = daysAgo(days);
    const id = Bun.randomUUIDv7();
    const times = { startedAt, expiresAt: startedAt, finishedAt: finished ? startedAt : null };
    await prisma.actionRun.create({
      data: {
        id,
        retryOf,
        action: "fed.audit.security.sweep",
        planHash: "h",
        idempotencyKey: id,
        startedBy: "t",
        ...times,
      },
    });
    await prisma.actionTarget.create({ data: { id, runId: id, projectId, subject: "s", updatedAt: startedAt } });
    return id;
  };
  const old = await insert(401, true);
  const kept = [await insert(399, true, old), await insert(500, false)];
  expect(await trimRuns(pool, 400, now)).toBe(1);
  const left = await pool.query(
    'select run.id, run."retryOf" from "ActionTarget" join "ActionRun" run on run.id = "runId"',
  );
  expect(left.rows).toEqual(expect.arrayContaining(kept.map((id) => ({ id, retryOf: null }))));
  expect(left.rows).toHaveLength(2);
  expect(await trimRuns(pool, 400, now)).toBe(0);
});

test("a step that something is in the way of holds up no other", async () => {
  const { pool } = federation.ctx.db;
  await pool.query(
    `insert into "QuarantinedEvent" (subject, reason, payload, "receivedAt") values ('s', 'r', '', '2026-01-01Z')`,
  );
  const reader = await pool.connect();
  try {
    await new Partitions(pool).ensure([now.getTime() - 60 * 86_400_000]);
    await reader.query("begin");
    await reader.query('select count(*) from "ProjectMetric"');
    await upkeep(federation.ctx, new Partitions(pool));
  } finally {
    await reader.query("rollback");
    reader.release();
  }
  expect(await countOf("QuarantinedEvent")).toBe(0);
});
