import { afterEach, beforeEach, expect, test } from "bun:test";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { recordRejected } from "./recordRejected.ts";
import { trimQuarantine } from "./trimQuarantine.ts";

let federation: TestFederation;

beforeEach(async () => {
  federation = await openTestFederation();
});
afterEach(() => federation.close());

test("the newest 10,000 of the last 30 days stay", async () => {
  const { pool, prisma } = federation.ctx.db;
  const rejected = (receivedAt: string, count: number) =>
    Array.from({ length: count }, () => ({
      subject: "fed.x.mesh.graph.summary.nodes",
      reason: "not JSON",
      payload: new Uint8Array([1]),
      receivedAt: new Date(receivedAt),
      messageKey: null,
    }));
  for (let batch = 0; batch < 25; batch++) await recordRejected(pool, rejected("2026-11-20T00:00:00Z", 500));
  // Whoever sends rubbish need not wait for the hourly round.
  expect(await prisma.quarantinedEvent.count()).toBeLessThanOrEqual(11_000);
  await pool.query('truncate "QuarantinedEvent" restart identity');
  await pool.query(
    `insert into "QuarantinedEvent" (subject, reason, payload, "receivedAt")
     select 'fed.x.mesh.graph.summary.nodes', 'not JSON', '', '2026-11-20T00:00:00Z' from generate_series(1, 10003)`,
  );
  await pool.query(`select setval('"QuarantinedEvent_id_seq"', 10003)`);
  await recordRejected(pool, rejected("2026-10-01T00:00:00Z", 5));
  expect(await trimQuarantine(pool, new Date("2026-11-20T12:00:00Z"))).toBe(8);
  expect(await prisma.quarantinedEvent.count()).toBe(10_000);
});
