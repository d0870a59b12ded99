import { afterEach, beforeEach, expect, test } from "bun:test";
import { eventually } from "../../../scripts/testing/eventually.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { countLocks } from "../testing/countLocks.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { Partitions, partitionName } from "./partitions.ts";
import { recordSamples } from "./recordSamples.ts";
import { retainMetrics } from "./retention.ts";

let federation: TestFederation;

beforeEach(async () => {
  federation = await openTestFederation();
});
afterEach(() => federation.close());

const now = new Date("2026-11-20T12:00:00Z");
const day = (offset: number) => now.getTime() + offset * 86_400_000;
const policy = { rawDays: 30, rollupDays: 400 };

/** One sample an hour of each day, in its window and in its rollup. */
async function sampleDays(offsets: number[], hours = 1) {
  const { pool } = federation.ctx.db;
  const samples = offsets.flatMap((offset) =>
    Array.from({ length: hours }, (_, hour) => ({
      ...{ projectId: 1, key: "graph.files", value: hour, observedAt: day(offset) + hour * 3_600_000 },
    })),
  );
  await new Partitions(pool).ensure(samples.map(({ observedAt }) => observedAt));
  await inTransaction(pool, (client) => recordSamples(client, samples, 60));
}

const count = async (table: "ProjectMetric" | "ProjectMetricHour") =>
  Number((await federation.ctx.db.pool.query(`select count(*) from "${table}"`)).rows[0].count);

test("days are dropped when no moment in them is kept any more, and their rollups stay", async () => {
  const { pool } = federation.ctx.db;
  await sampleDays([-31, -30, 0]);
  expect(await retainMetrics(pool, policy, now)).toEqual({
    ...{ busy: false, partitions: [partitionName(day(-31))], rollups: 0 },
  });
  expect(await retainMetrics(pool, policy, now)).toEqual({ busy: false, partitions: [], rollups: 0 });
  expect([await count("ProjectMetric"), await count("ProjectMetricHour")]).toEqual([2, 3]);
});

test("rollups go when their time is over, however few at once, and only these", async () => {
  await sampleDays([-402, -399], 10);
  const report = await retainMetrics(federation.ctx.db.pool, policy, now, { rowsAtOnce: 3 });
  expect(report.rollups).toBe(10);
  expect(await count("ProjectMetricHour")).toBe(10);
});

test("rollups outlive the samples they are folded from, whatever the policy says", async () => {
  await sampleDays([-20]);
  await retainMetrics(federation.ctx.db.pool, { rawDays: 30, rollupDays: 1 }, now);
  expect(await count("ProjectMetricHour")).toBe(1);
});

test("a dry run says what would go, and everything stays", async () => {
  await sampleDays([-401, -40], 2);
  const report = await retainMetrics(federation.ctx.db.pool, policy, now, { dryRun: true });
  expect(report).toEqual({ busy: false, partitions: [partitionName(day(-401)), partitionName(day(-40))], rollups: 2 });
  expect([await count("ProjectMetric"), await count("ProjectMetricHour")]).toEqual([4, 4]);
});

test("of two replicas one does it, and the other leaves it alone", async () => {
  const { pool } = federation.ctx.db;
  await sampleDays([-402], 20);
  // A reader in the way holds the first replica up in the middle of its work.
  const first = await inTransaction(pool, async (reader) => {
    await reader.query('lock table "ProjectMetricHour" in share mode');
    const working = retainMetrics(pool, policy, now, { rowsAtOnce: 1 });
    await eventually(async () => (await countLocks(pool, { granted: true })) === 1);
    expect(await retainMetrics(pool, policy, now)).toEqual({ busy: true, partitions: [], rollups: 0 });
    return { working };
  });
  expect(await first.working).toMatchObject({ busy: false, rollups: 20 });
  expect((await retainMetrics(pool, policy, now)).busy).toBe(false);
});

test("replicas that need the same new days at once all get them", async () => {
  const { pool } = federation.ctx.db;
  const days = [day(0), day(1), day(2)];
  await Promise.all([1, 2, 3].map(() => new Partitions(pool).ensure(days)));
  const { rows } = await pool.query(
    `select count(*)::int as n from pg_inherits where inhparent = '"ProjectMetric"'::regclass`,
  );
  expect(rows).toEqual([{ n: 3 }]);
});
