import { afterEach, beforeEach, expect, test } from "bun:test";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { Partitions, partitionName } from "./partitions.ts";
import { dropOldPartitions } from "./retention.ts";

let federation: TestFederation;

beforeEach(async () => {
  federation = await openTestFederation();
});
afterEach(() => federation.close());

const now = new Date("2026-11-20T12:00:00Z");
const day = (offset: number) => now.getTime() + offset * 86_400_000;

test("days are dropped when no moment in them is kept any more, and only these", async () => {
  const { pool } = federation.ctx.db;
  await new Partitions(pool).ensure([day(-31), day(-30), day(0)]);
  expect(await dropOldPartitions(pool, 30, now)).toEqual([partitionName(day(-31))]);
  expect(await dropOldPartitions(pool, 30, now)).toEqual([]);
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
