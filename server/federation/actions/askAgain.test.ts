import { afterAll, beforeAll, expect, test } from "bun:test";
import { createIngest } from "../ingest/ingestBatch.ts";
import { graphOf } from "../testing/events.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { createAskAgain } from "./askAgain.ts";
import { getRun } from "./runs/getRun.ts";

const epoch = "019aa000-0000-7000-8000-000000000001";
const seenAt = "2026-11-20T12:00:00.000Z";

let federation: TestFederation;
beforeAll(async () => {
  federation = await openTestFederation();
  await federation.declare("veria", "performia", "rollizr");
  await federation.ctx.db.pool.query(
    `update "ProjectCatalog" set status = 'online', "allowFanout" = case when slug = 'rollizr' then '{}' else '{graph.refresh}'::text[] end`,
  );
});
afterAll(() => federation.close());

async function receive(slug: string, ...seqs: number[]): Promise<void> {
  await receiveAt(seenAt, slug, ...seqs);
}

async function receiveAt(receivedAt: string, slug: string, ...seqs: number[]): Promise<void> {
  const events = seqs.map((seq) => graphOf(slug, receivedAt, seq, { epoch, seq, receivedAt }));
  await createIngest(federation.ctx)({ events, rejected: [] });
}

test("a permitted project of which events are missing is asked to tell again, once for the same gap", async () => {
  await receive("veria", 1, 2, 5);
  await receive("performia", 1, 2, 3);
  await receive("rollizr", 1, 4);
  const askAgain = createAskAgain(federation.ctx);
  expect(await askAgain()).toBeNull();
  federation.setNow("2026-11-20T12:00:11.000Z");
  const runId = (await askAgain()) ?? "";
  const run = await getRun(federation.ctx, { runId });
  expect([run.action, run.startedBy, run.targets.map(({ slug }) => slug)]).toEqual([
    "fed.refresh.summaries",
    "Meta Hub",
    ["veria"],
  ]);
  expect(await askAgain()).toBeNull();
  await receive("veria", 8);
  expect(await askAgain()).toBeNull();
  federation.setNow("2026-11-20T12:10:12.000Z");
  const again = (await askAgain()) ?? "";
  expect((await getRun(federation.ctx, { runId: again })).targets.map(({ slug }) => slug)).toEqual(["veria"]);
  expect(again).not.toBe(runId);
  await receive("veria", 3, 4, 6, 7);
  expect(await askAgain()).toBeNull();
});

test("a publisher that never falls silent is asked too, once its gap is ten seconds old", async () => {
  const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 13, 0, second)).toISOString();
  await receiveAt(at(0), "performia", 5);
  federation.setNow(at(0));
  const askAgain = createAskAgain(federation.ctx);
  const asked: number[] = [];
  for (let second = 1; second <= 15; second++) {
    await receiveAt(at(second), "performia", 5 + second);
    federation.setNow(at(second));
    if ((await askAgain()) !== null) asked.push(second);
  }
  expect(asked).toEqual([11]);
});

test("a Meta Hub that has started asks, once, whoever permits it and has told nothing by itself since then", async () => {
  const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 15, 0, second)).toISOString();
  federation.setNow(at(0));
  await federation.ctx.db.pool.query('truncate "EventCursor"');
  const askAgain = createAskAgain(federation.ctx);
  await receiveAt(at(10), "veria", 1);
  federation.setNow(at(149));
  expect(await askAgain()).toBeNull();
  federation.setNow(at(150));
  const runId = (await askAgain()) ?? "";
  expect((await getRun(federation.ctx, { runId })).targets.map(({ slug }) => slug)).toEqual(["performia"]);
  federation.setNow(at(3600));
  expect(await askAgain()).toBeNull();
});
