import { afterEach, beforeEach, expect, test } from "bun:test";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { listRejected } from "./listRejected.ts";
import { recordRejected } from "./recordRejected.ts";

let federation: TestFederation;

beforeEach(async () => {
  federation = await openTestFederation();
});
afterEach(() => federation.close());

test("what was rejected comes by page, newest first, with what came; bytes that are no text show as such", async () => {
  const rejected = (reason: string, payload: Uint8Array) => ({
    ...{ subject: "fed.x.mesh.graph.summary.nodes", reason, payload, messageKey: null },
    receivedAt: new Date("2026-11-20T00:00:00Z"),
  });
  const text = new TextEncoder().encode('{"a":1');
  await recordRejected(federation.ctx.db.pool, [rejected("not JSON", text)]);
  await recordRejected(federation.ctx.db.pool, [rejected("not UTF-8", new Uint8Array([0x61, 0xff]))]);
  const [newest, oldest, ...others] = await listRejected(federation.ctx, {});
  expect(others).toEqual([]);
  expect(newest).toMatchObject({ reason: "not UTF-8", payload: "a\ufffd", receivedAt: "2026-11-20T00:00:00.000Z" });
  expect(oldest).toMatchObject({ reason: "not JSON", payload: '{"a":1' });
  expect(await listRejected(federation.ctx, { after: newest?.id ?? "", limit: 1 })).toMatchObject([
    { reason: "not JSON" },
  ]);
});
