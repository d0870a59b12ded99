import { afterEach, beforeEach, expect, test } from "bun:test";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { recordRejected } from "./recordRejected.ts";
import { trimQuarantine } from "./trim.ts";

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
  await recordRejected(pool, rejected("2026-11-20T00:00:00Z", 10_003));
  await recordRejected(pool, rejected("2026-10-01T00:00:00Z", 5));
  expect(await trimQuarantine(pool, new Date("2026-11-20T12:00:00Z"))).toBe(13);
  expect(await prisma.quarantinedEvent.count()).toBe(9995);
});
