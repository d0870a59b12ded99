import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import type { StartInput } from "../../../../contracts/actions.ts";
import { requestSubject } from "../../../../contracts/subjects.ts";
import type { EmbeddedNats } from "../../../../scripts/embedded/nats.ts";
import { startTestNats } from "../../../../scripts/testing/nats.ts";
import { connectMesh, type Mesh } from "../../../mesh/connect.ts";
import { listenRequests } from "../../../mesh/listenRequests.ts";
import type { SignedMessage } from "../../../mesh/signing.ts";
import { verifyEnvelope } from "../../../mesh/verifyEnvelope.ts";
import { deriveActionKey } from "../../../platform/keys/deriveKeys.ts";
import { silentLog } from "../../../platform/log.ts";
import { openTestFederation, type TestFederation, testAuthor, testRoot } from "../../testing/openTestFederation.ts";
import { planRun } from "../plan/planRun.ts";
import { getRun } from "../runs/getRun.ts";
import { settleRuns } from "../runs/settleRuns.ts";
import { startRun } from "../runs/startRun.ts";
import { dispatch } from "./dispatch.ts";
import { expireTargets } from "./expireTargets.ts";

const action = "fed.audit.security.sweep";
const began = Date.parse("2026-11-20T12:00:00.000Z");

let federation: TestFederation;
let nats: EmbeddedNats;
let mesh: Mesh;
const received: SignedMessage[] = [];
let starts = 0;

beforeAll(async () => {
  federation = await openTestFederation();
  nats = await startTestNats();
  mesh = await connectMesh({ url: nats.url, name: "test", log: silentLog });
  for (const slug of ["veria", "performia", "rollizr"]) {
    await listenRequests({
      ...{ mesh, meshNs: `${slug}.mesh`, log: silentLog },
      handle: async (message) => void received.push(message),
    });
  }
});
afterAll(async () => {
  await mesh.close();
  await nats.stop();
  await federation.close();
});
beforeEach(async () => {
  received.length = 0;
  at(0);
  const { pool } = federation.ctx.db;
  await pool.query(`update "ActionRun" set state = 'cancelled' where state = 'running'`);
  await federation.declare("veria", "performia", "rollizr");
  await pool.query(
    `update "ProjectCatalog" set "allowFanout" = '{audit.security}', status = 'online', "statusSince" = $1`,
    [new Date(began - 60_000)],
  );
});

/** Sets the clock, in seconds after the start. */
const at = (seconds: number) => federation.setNow(new Date(began + seconds * 1000));

async function start(changes: Partial<StartInput> = {}): Promise<string> {
  const select = changes.select ?? { slugs: ["veria"] };
  const { planHash } = await planRun(federation.ctx, { action, select });
  const input = { action, select, planHash, idempotencyKey: `dispatch-${++starts}`, ...changes } as const;
  const { runId } = await startRun(federation.ctx, input, testAuthor(`tester ${starts}`));
  return runId;
}

/** One turn of the dispatcher. @returns how many messages it sent. */
async function turn(): Promise<number> {
  const before = received.length;
  const { targets } = await dispatch(federation.ctx, mesh);
  await mesh.nc.flush();
  expect(received.length - before).toBe(targets.length);
  await expireTargets(federation.ctx);
  await settleRuns(federation.ctx);
  return targets.length;
}
const setState = (runId: string, slugs: string[], state: string) =>
  federation.ctx.db.pool.query(
    `update "ActionTarget" set state = $3, "nextAttemptAt" = null from "ProjectCatalog" project
     where "runId" = $1 and project.id = "projectId" and project.slug = any($2)`,
    [runId, slugs, state],
  );
const statesOf = async (runId: string) =>
  Object.fromEntries((await getRun(federation.ctx, { runId })).targets.map(({ slug, state }) => [slug, state]));

test("what is sent is obeyed by the instance it is for, at every attempt, and by no other", async () => {
  await start();
  await turn();
  at(2);
  await turn();
  const [first, second] = received;
  if (first === undefined || second === undefined) throw new Error("nothing was sent");
  expect(Buffer.from(second.body)).toEqual(Buffer.from(first.body));
  expect(second.signature.id).toEqual(first.signature.id);
  expect(second.signature.timestamp).not.toEqual(first.signature.timestamp);
  const verdictOf = (slug: string, seconds: number, message: SignedMessage) =>
    verifyEnvelope({
      ...{ message, slug, keys: [deriveActionKey(testRoot, slug, "k1")] },
      now: new Date(began + seconds * 1000),
    }).ok;
  expect([verdictOf("veria", 0, first), verdictOf("veria", 2, second), verdictOf("performia", 2, second)]).toEqual([
    true,
    true,
    false,
  ]);
  expect(first.subject).toBe(requestSubject.audit("veria.mesh", "security"));
});

test("attempts come after 2, 4, 8 ... 60 s, until a receipt comes", async () => {
  const runId = await start();
  const attempts: number[] = [];
  for (let second = 0; second <= 250; second++) {
    at(second);
    if ((await dispatch(federation.ctx, mesh)).targets.length > 0) attempts.push(second);
  }
  expect(attempts).toEqual([0, 2, 6, 14, 30, 62, 122, 182, 242]);
  await setState(runId, ["veria"], "accepted");
  at(320);
  expect(await turn()).toBe(0);
});

test("a project that comes online is tried at once, and then as before", async () => {
  await federation.ctx.db.pool.query(`update "ProjectCatalog" set status = 'offline'`);
  await start();
  for (const second of [0, 2, 6, 14, 30, 62]) {
    at(second);
    expect(await turn()).toBe(1);
  }
  at(70);
  expect(await turn()).toBe(0);
  await federation.ctx.db.pool.query(`update "ProjectCatalog" set status = 'online', "statusSince" = $1`, [
    new Date(began + 70_000),
  ]);
  expect([await turn(), await turn()]).toEqual([1, 0]);
});

test("one that comes online within the second of its last attempt waits for the next, so that no signature comes twice", async () => {
  await start();
  expect(await turn()).toBe(1);
  await federation.ctx.db.pool.query(`update "ProjectCatalog" set "statusSince" = $1`, [new Date(began + 500)]);
  at(0.6);
  expect(await turn()).toBe(0);
  at(1);
  expect(await turn()).toBe(1);
  const [first, second] = received;
  expect(second?.signature.timestamp).not.toEqual(first?.signature.timestamp ?? []);
});

test("what was never answered expires with the reason, a moment after the last attempt could be answered", async () => {
  const runId = await start();
  await turn();
  at(3600 + 29);
  expect(await turn()).toBe(0);
  expect(await statesOf(runId)).toEqual({ veria: "sent" });
  at(3600 + 30);
  await turn();
  expect(await getRun(federation.ctx, { runId })).toMatchObject({
    state: "failed",
    reason: "1 expired.",
    targets: [{ state: "expired", reason: "No answer to 1 attempts; the project was online when they ended." }],
  });
});

test("what was accepted may take an hour longer, and then expires too", async () => {
  const runId = await start();
  await turn();
  await setState(runId, ["veria"], "started");
  at(7199);
  await turn();
  expect(await statesOf(runId)).toEqual({ veria: "started" });
  at(7200);
  await turn();
  expect(await getRun(federation.ctx, { runId })).toMatchObject({
    state: "failed",
    targets: [{ reason: "It was accepted, but how it ended was never told." }],
  });
});

test("the rest follows when the canaries have completed, and never when one fails", async () => {
  const select = { slugs: ["veria", "performia", "rollizr"] };
  const good = await start({ select, canary: 1 });
  expect(await turn()).toBe(1);
  await setState(good, ["performia"], "completed");
  expect([await turn(), await turn()]).toEqual([0, 2]);
  await setState(good, select.slugs, "completed");
  await turn();
  expect(await getRun(federation.ctx, { runId: good })).toMatchObject({ state: "completed", counts: { completed: 3 } });

  const bad = await start({ select, canary: 1 });
  await turn();
  await setState(bad, ["performia"], "failed");
  expect([await turn(), await turn()]).toEqual([0, 0]);
  expect(await getRun(federation.ctx, { runId: bad })).toMatchObject({
    state: "failed",
    reason: "Stopped: 1 failed, 0 were allowed.",
    counts: { failed: 1, cancelled: 2 },
  });
});

test("two replicas share the targets: each is sent once", async () => {
  const ids = Array.from({ length: 500 }, (_, index) => `fleet-${String(index).padStart(3, "0")}`);
  await federation.declare(...ids);
  await federation.ctx.db.pool.query(`update "ProjectCatalog" set "allowFanout" = '{audit.security}'`);
  await start({ select: { all: true } });
  const [left, right] = await Promise.all([dispatch(federation.ctx, mesh), dispatch(federation.ctx, mesh)]);
  expect([...left.targets, ...right.targets]).toHaveLength(500);
  expect(new Set([...left.targets, ...right.targets]).size).toBe(500);
});

test("while the mesh is away nothing is sent and no attempt is counted", async () => {
  const runId = await start();
  expect(await dispatch(federation.ctx, { ...mesh, isConnected: () => false })).toMatchObject({ targets: [] });
  expect((await getRun(federation.ctx, { runId })).targets).toMatchObject([{ state: "planned", attempts: 0 }]);
});

test("what is no longer allowed when its turn comes is refused with the reason, and never sent", async () => {
  const runId = await start({ select: { slugs: ["veria", "performia"] } });
  const { pool } = federation.ctx.db;
  await pool.query(`update "ProjectCatalog" set "allowFanout" = '{graph.refresh}' where slug = 'veria'`);
  await pool.query(`update "ProjectCatalog" set origin = 'archived' where slug = 'performia'`);
  try {
    await dispatch(federation.ctx, mesh);
    await mesh.nc.flush();
    expect(received).toEqual([]);
    const { targets } = await getRun(federation.ctx, { runId });
    expect(targets.map(({ slug, state, reason }) => [slug, state, reason])).toEqual([
      ["performia", "refused", "The project has been archived since the start."],
      ["veria", "refused", "audit.security has been taken out of its allowFanout in projects.yaml since the start."],
    ]);
  } finally {
    await pool.query(`update "ProjectCatalog" set origin = 'declared' where slug = 'performia'`);
  }
});
