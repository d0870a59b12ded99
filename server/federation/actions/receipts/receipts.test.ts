import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { deriveActionKey, deriveReceiptKey } from "../../../platform/keys/deriveKeys.ts";
import { evaluateAlerts } from "../../alerts/evaluate.ts";
import { listAlerts } from "../../alerts/listAlerts.ts";
import { createIngest, type Ingest } from "../../ingest/ingestBatch.ts";
import { openTestFederation, type TestFederation, testAuthor, testRoot } from "../../testing/openTestFederation.ts";
import { planRun } from "../plan/planRun.ts";
import { getRun } from "../runs/getRun.ts";
import { startRun } from "../runs/startRun.ts";
import { type Receipting, receiptOf } from "../testing/receipts.ts";

const now = new Date("2026-11-20T12:00:00.000Z");
const veria = deriveReceiptKey(testRoot, "veria", "k1");
const honest: Receipting = { keys: [veria], receivedAt: now };

let federation: TestFederation;
let ingest: Ingest;
let actionId: string;
let runId: string;
let starts = 0;

beforeAll(async () => {
  federation = await openTestFederation();
  await federation.declare("veria", "performia");
  await federation.ctx.db.pool.query(`update "ProjectCatalog" set "allowFanout" = '{audit.security}'`);
  ingest = createIngest(federation.ctx);
});
afterAll(() => federation.close());

beforeEach(async () => {
  const { ctx } = federation;
  const action = "fed.audit.security.sweep";
  const select = { slugs: ["veria"] };
  const { planHash } = await planRun(ctx, { action, select });
  starts += 1;
  const started = testAuthor(`tester ${starts}`);
  ({ runId } = await startRun(ctx, { action, select, planHash, idempotencyKey: `receipts-${starts}` }, started));
  actionId = (await getRun(ctx, { runId })).targets[0]?.actionId ?? "";
  await ctx.db.prisma.quarantinedEvent.deleteMany();
});

const target = async () => (await getRun(federation.ctx, { runId })).targets[0];
const reasons = async () =>
  (await federation.ctx.db.prisma.quarantinedEvent.findMany({ orderBy: { id: "asc" } })).map(({ reason }) => reason);
const take = (...events: ReturnType<typeof receiptOf>[]) => ingest({ events, rejected: [] });

test("receipts move the target, keep what they tell, and say what is to be shown anew", async () => {
  const said = { actionId, projectSlug: "veria" };
  const changes = await take(
    receiptOf({ ...said, state: "accepted", auditId: "a-1" }, honest),
    receiptOf({ ...said, state: "started" }, honest),
  );
  expect(changes.targets).toEqual([actionId]);
  expect(await target()).toMatchObject({ state: "started", auditId: "a-1" });
  await take(receiptOf({ ...said, state: "completed", result: { status: "ok" } }, honest));
  expect(await target()).toMatchObject({ state: "completed", auditId: "a-1", result: { status: "ok" } });
  expect(await reasons()).toEqual([]);
});

test("a run tells how many of those that completed ended with an audit that is not fine", async () => {
  const said = { actionId, projectSlug: "veria", state: "completed" as const };
  expect((await getRun(federation.ctx, { runId })).flagged).toBeUndefined();
  await take(receiptOf({ ...said, result: { status: "fail" } }, honest));
  expect(await getRun(federation.ctx, { runId })).toMatchObject({ counts: { completed: 1 }, flagged: 1 });
});

test("late and repeated receipts change nothing, in the same batch and in later ones", async () => {
  const said = { actionId, projectSlug: "veria" };
  const completed = receiptOf({ ...said, state: "completed", result: { status: "ok" } }, honest);
  await take(completed, completed, receiptOf({ ...said, state: "started" }, honest));
  const before = await target();
  federation.setNow("2026-11-20T12:01:00.000Z");
  const changes = await take(completed, receiptOf({ ...said, state: "failed", reason: "later" }, honest));
  federation.setNow(now);
  expect(changes.targets).toEqual([]);
  expect(await target()).toEqual(before);
  expect(before?.state).toBe("completed");
});

test("during a rotation a receipt signed with either key is believed", async () => {
  const next = deriveReceiptKey(testRoot, "veria", "k2");
  await take(receiptOf({ actionId, projectSlug: "veria", state: "accepted" }, { ...honest, keys: [next, veria] }));
  expect(await target()).toMatchObject({ state: "accepted" });
});

describe("quarantined and alerted, changing nothing:", () => {
  const alerted = async () => {
    await evaluateAlerts(federation.ctx);
    const alerts = await listAlerts(federation.ctx, { status: "open" });
    return alerts.map(({ rule, project }) => `${rule} ${project}`).filter((alert) => alert.startsWith("signature"));
  };
  beforeEach(async () => expect(await alerted()).toEqual([]));

  const hour = 3_600_000;
  const cases: [string, Partial<Receipting>, string][] = [
    ["another project's key", { keys: [deriveReceiptKey(testRoot, "performia", "k1")] }, "signature does not match"],
    [
      "the action key in place of the receipt key",
      { keys: [deriveActionKey(testRoot, "veria", "k1")] },
      "signature does not match",
    ],
    ["a key of another root", { keys: [Buffer.alloc(32, 9)] }, "signature does not match"],
    ["no signature", { keys: [] }, "malformed webhook-signature"],
    [
      "a body altered after signing",
      { alter: (body) => body.replace("accepted", "completed") },
      "signature does not match",
    ],
    ["an old receipt, replayed", { signedAt: new Date(now.getTime() - hour) }, "timestamp too far from now"],
    ["a receipt from the future", { signedAt: new Date(now.getTime() + hour) }, "timestamp too far from now"],
  ];
  test.each(cases)("%s", async (_name, changes, reason) => {
    await take(receiptOf({ actionId, projectSlug: "veria", state: "accepted" }, { ...honest, ...changes }));
    expect(await reasons()).toEqual([`receipt: ${reason}`]);
    expect(await alerted()).toEqual(["signature-refused veria"]);
    expect(await target()).toMatchObject({ state: "planned" });
  });

  test("a true receipt sent again from another project's namespace", async () => {
    const redirected = { ...honest, from: "performia.mesh" };
    await take(receiptOf({ actionId, projectSlug: "veria", state: "accepted" }, redirected));
    expect(await reasons()).toEqual(["identity mismatch"]);
    expect(await alerted()).toEqual(["signature-refused performia"]);
    expect(await target()).toMatchObject({ state: "planned" });
  });

  test("another project's true receipt of this action, or one of an action that never was", async () => {
    const performia = { ...honest, keys: [deriveReceiptKey(testRoot, "performia", "k1")] };
    await take(
      receiptOf({ actionId, projectSlug: "performia", state: "accepted" }, performia),
      receiptOf({ actionId: "act_never_was", projectSlug: "veria", state: "accepted" }, honest),
    );
    expect(await reasons()).toEqual(["receipt of an unknown action", "receipt of an unknown action"]);
    expect((await alerted()).sort()).toEqual(["signature-refused performia", "signature-refused veria"]);
    expect(await target()).toMatchObject({ state: "planned" });
  });

  test("and its neighbours in the batch are taken in", async () => {
    const said = { actionId, projectSlug: "veria" };
    await take(
      receiptOf({ ...said, state: "completed" }, { ...honest, keys: [Buffer.alloc(32, 9)] }),
      receiptOf({ ...said, state: "accepted" }, honest),
    );
    expect(await target()).toMatchObject({ state: "accepted" });
    expect(await reasons()).toHaveLength(1);
  });
});
