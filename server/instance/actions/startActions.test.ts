import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { headers } from "@nats-io/transport-node";
import type { ActionEnvelope } from "../../../contracts/envelope.ts";
import { eventStream, requestSubject } from "../../../contracts/subjects.ts";
import type { EmbeddedNats } from "../../../scripts/embedded/nats.ts";
import { eventually } from "../../../scripts/testing/eventually.ts";
import { startTestNats } from "../../../scripts/testing/nats.ts";
import { connectMesh, type Mesh } from "../../mesh/connect.ts";
import { ensureEventStream } from "../../mesh/ensureStream.ts";
import { sign } from "../../mesh/signing.ts";
import { deriveActionKey } from "../../platform/keys/deriveKeys.ts";
import { silentLog } from "../../platform/log.ts";
import { measureHealth } from "../emitters/measureHealth.ts";
import { recentRefusals } from "../refusals/recentRefusals.ts";
import { forgetActions } from "./forgetActions.ts";
import { registerAction } from "./registerAction.ts";
import { openTestInstance, type TestInstance } from "./testing/openTestInstance.ts";

const root = Buffer.alloc(32, 3);
const auditSubject = requestSubject.audit("veria.mesh", "security");
const refreshSubject = requestSubject.summaries("veria.mesh");

let nats: EmbeddedNats;
let mesh: Mesh;
let veria: TestInstance;
let ids = 0;
const started = Date.now();

beforeAll(async () => {
  nats = await startTestNats();
  mesh = await connectMesh({ url: nats.url, name: "meta-hub", log: silentLog });
  await ensureEventStream(mesh);
  veria = await openTestInstance({
    ...{ slug: "veria", natsUrl: nats.url, root },
    allowFanout: ["audit.security", "graph.refresh"],
  });
  await veria.start();
});
afterAll(async () => {
  await veria.close();
  await mesh.close();
  await nats.stop();
});
beforeEach(async () => {
  veria.ctx.config.allowFanout = ["audit.security", "graph.refresh"];
});

/** How a message may differ from one that the Meta Hub would send. */
type Sending = {
  body?: Partial<Record<keyof ActionEnvelope, unknown>>;
  keys?: Uint8Array[];
  /** When it claims to be signed, in seconds from now. */
  signedIn?: number;
  /** Where it is sent, whatever it says. */
  subject?: string;
  /** Its id in the header, whatever it says. */
  headerId?: string;
  headers?: Record<string, string>;
  alter?: (body: string) => string;
};

const nowSeconds = () => Math.floor(Date.now() / 1000);
const newId = () => `act_test${String(++ids).padStart(8, "0")}`;

function send(id: string, sending: Sending = {}): void {
  const {
    keys = [veria.keys.action],
    signedIn = 0,
    subject = auditSubject,
    headerId = id,
    alter = (body) => body,
  } = sending;
  const envelope = {
    ...{ v: 1, id, iss: "meta", aud: "veria", sub: auditSubject, type: "audit.security" },
    ...{ exp: nowSeconds() + 600, args: {} },
    ...sending.body,
  };
  const body = JSON.stringify(envelope);
  const signed = sign({ id: headerId, timestamp: nowSeconds() + signedIn, body: Buffer.from(body), keys });
  const made = headers();
  for (const [name, value] of Object.entries({ ...signed, ...sending.headers })) made.set(name, value);
  mesh.nc.publish(subject, alter(body), { headers: made });
}
const sendRefresh = (id: string) =>
  send(id, { subject: refreshSubject, body: { sub: refreshSubject, type: "graph.refresh" } });

const receiptsOf = (id: string) => veria.receipts.filter(({ actionId }) => actionId === id);
const statesOf = (id: string) => receiptsOf(id).map(({ state }) => state);
/** Waits for the last receipt of an action. */
const ended = (id: string) =>
  eventually(() => receiptsOf(id).find(({ state }) => ["completed", "failed", "refused"].includes(state)));
/** Refused requests by reason, with those that a stop has to wait for. */
async function countsOnceStored(): Promise<Record<string, number>> {
  await veria.stop();
  await veria.start();
  const rows = await veria.ctx.db.prisma.refusedRequest.groupBy({ by: "reason", _sum: { count: true } });
  return Object.fromEntries(rows.map(({ reason, _sum }) => [reason, _sum.count ?? 0]));
}
const auditsOf = (actionId: string) => veria.ctx.db.prisma.audit.count({ where: { actionId } });

test("an allowed audit is accepted, run and told, each step signed and under the audit's own number", async () => {
  const id = newId();
  send(id);
  const last = await ended(id);
  expect(statesOf(id)).toEqual(["accepted", "started", "completed"]);
  const audit = await veria.ctx.db.prisma.audit.findUniqueOrThrow({ where: { actionId: id } });
  expect(audit).toMatchObject({ kind: "security", status: "ok" });
  expect(receiptsOf(id).map(({ auditId }) => auditId)).toEqual([audit.id, audit.id, audit.id]);
  expect(last).toMatchObject({ projectSlug: "veria", result: { status: "ok", counts: { secrets: 0 } } });
});

test("the same action a hundred times at once, and again after a restart, is one audit and the same receipt", async () => {
  const id = newId();
  const before = await veria.audits();
  for (let index = 0; index < 100; index++) send(id);
  const first = await ended(id);
  for (let index = 0; index < 100; index++) send(id);
  await eventually(() => statesOf(id).filter((state) => state === "completed").length > 1);
  await veria.stop();
  await veria.start();
  const told = receiptsOf(id).length;
  for (let index = 0; index < 100; index++) send(id);
  await eventually(() => receiptsOf(id).length > told);
  expect(receiptsOf(id).at(-1)).toMatchObject({ ...first });
  expect((await veria.audits()) - before).toBe(1);
  expect(new Set(receiptsOf(id).map((receipt) => JSON.stringify(receipt))).size).toBe(3);
});

test("several sweeps are accepted at once and run one after the other", async () => {
  const mine = [newId(), newId(), newId()];
  for (const id of mine) send(id);
  await Promise.all(mine.map(ended));
  const audits = await veria.ctx.db.prisma.audit.findMany({
    where: { actionId: { in: mine } },
    orderBy: { startedAt: "asc" },
  });
  expect(audits).toHaveLength(3);
  for (const [index, { startedAt }] of audits.entries()) {
    expect(startedAt.getTime()).toBeGreaterThanOrEqual(audits[index - 1]?.finishedAt?.getTime() ?? 0);
  }
});

test("a refresh tells the summaries before it says that it did", async () => {
  const order: string[] = [];
  for (const subject of eventStream.subjects) {
    mesh.nc.subscribe(subject, { callback: (_error, message) => void order.push(message.subject) });
  }
  await mesh.nc.flush();
  const id = newId();
  sendRefresh(id);
  const last = await ended(id);
  expect(statesOf(id)).toEqual(["accepted", "started", "completed"]);
  expect(last?.result).toEqual({ events: order.filter((subject) => subject.includes("summary")).length });
  await eventually(() => order.filter((subject) => subject.endsWith("action.receipt")).length === 3);
  expect(order.at(-1)).toBe("fed.veria.mesh.action.receipt");
  expect(await auditsOf(id)).toBe(0);
});

test("what its own list does not allow is refused with a signed reason, the same one again, and never run", async () => {
  veria.ctx.config.allowFanout = ["graph.refresh"];
  const id = newId();
  send(id);
  const refused = await ended(id);
  expect(refused).toMatchObject({ state: "refused", reason: "audit.security is not allowed here" });
  // Allowed since: the answer to this action stays what it was.
  veria.ctx.config.allowFanout = ["audit.security"];
  send(id);
  await eventually(() => receiptsOf(id).length > 1);
  expect(receiptsOf(id).map((receipt) => JSON.stringify(receipt))).toEqual(Array(2).fill(JSON.stringify(refused)));
  expect(await auditsOf(id)).toBe(0);
});

test("an authentic action that has expired is refused and counted, and not run", async () => {
  const id = newId();
  send(id, { body: { exp: nowSeconds() - 1 } });
  expect(await ended(id)).toMatchObject({ state: "refused", reason: "expired" });
  expect(await auditsOf(id)).toBe(0);
  expect(await countsOnceStored()).toMatchObject({ expired: 1 });
});

describe("refused and counted, answered by nothing, and no audit:", () => {
  const wrong = "signature does not match";
  const malformed = "not an action envelope";
  const attacks: [string, Sending, string][] = [
    ["another instance's key", { keys: [deriveActionKey(root, "performia", "k1")] }, wrong],
    ["a key of another root", { keys: [deriveActionKey(Buffer.alloc(32, 4), "veria", "k1")] }, wrong],
    ["no signature", { keys: [] }, "malformed webhook-signature"],
    ["a header that is none", { headers: { "Fed-Epoch": "x" } }, "header Fed-Epoch is malformed"],
    ["a body altered after signing", { alter: (body) => body.replace('"args":{}', '"args":{"x":1}') }, wrong],
    [
      "an expiry moved after signing",
      { alter: (body) => body.replace(/"exp":\d+/, `"exp":${nowSeconds() + 3000}`) },
      wrong,
    ],
    ["an envelope of six minutes ago, replayed", { signedIn: -360 }, "timestamp too far from now"],
    ["an envelope of the future", { signedIn: 360 }, "timestamp too far from now"],
    ["an action for another project", { body: { aud: "performia" } }, "meant for another project"],
    ["an action redirected to another subject", { subject: refreshSubject }, "sent on another subject"],
    [
      "an action redirected to another kind of audit",
      { subject: requestSubject.audit("veria.mesh", "license") },
      "sent on another subject",
    ],
    ["an id that is not the header's", { headerId: "act_another_one" }, "id differs from its header"],
    ["an issuer that is not the Meta Hub", { body: { iss: "performia" } }, malformed],
    ["a type that nobody knows", { body: { type: "audit.everything" } }, malformed],
    ["a field that is not in the envelope", { body: { args: {}, ...{ extra: true } } }, malformed],
    ["what is no JSON", { alter: () => "{" }, wrong],
  ];
  let before: Record<string, number>;
  beforeAll(async () => {
    before = await countsOnceStored();
  });
  test.each(attacks)("%s", async (_name, attack) => {
    const [id, audits] = [newId(), await veria.audits()];
    send(id, attack);
    // Behind the attack in the same connection, so when this one is over, the attack was seen.
    const late = newId();
    send(late, { body: { exp: nowSeconds() - 1 } });
    await ended(late);
    expect(receiptsOf(id)).toEqual([]);
    expect(await veria.ctx.db.prisma.actionNonce.count({ where: { id } })).toBe(0);
    expect(await veria.audits()).toBe(audits);
  });

  test("and each of them is counted by its reason", async () => {
    const counts = await countsOnceStored();
    const sent = Map.groupBy(attacks, ([, , reason]) => reason);
    const grown = [...sent.keys()].map((reason) => [reason, (counts[reason] ?? 0) - (before[reason] ?? 0)]);
    expect(Object.fromEntries(grown)).toEqual(
      Object.fromEntries([...sent].map(([reason, { length }]) => [reason, length])),
    );
  });
});

test("an action sent again byte for byte is a replay: counted, told as before, and not run; one signed anew is none", async () => {
  const id = newId();
  send(id, { signedIn: -5 });
  await ended(id);
  const before = (await countsOnceStored()).replayed ?? 0;
  send(id);
  await eventually(() => receiptsOf(id).length === 4);
  expect((await countsOnceStored()).replayed ?? 0).toBe(before);
  send(id, { signedIn: -5 });
  await eventually(() => receiptsOf(id).length === 5);
  expect((await countsOnceStored()).replayed).toBe(before + 1);
  expect(receiptsOf(id).at(-1)).toMatchObject({ state: "completed" });
  expect(await auditsOf(id)).toBe(1);
});

test("a flood of forged requests is one row a minute, and the hub's health tells how many there were", async () => {
  const { lastHour } = await recentRefusals(veria.ctx);
  for (let index = 0; index < 1000; index++) send(newId(), { keys: [Buffer.alloc(32, 5)] });
  const honest = newId();
  send(honest);
  await ended(honest);
  await countsOnceStored();
  const health = await measureHealth(veria.ctx);
  expect(health.refusedRequests).toMatchObject({ lastHour: lastHour + 1000, reason: "signature does not match" });
  const minutes = Math.ceil((Date.now() - started) / 60_000) + 1;
  const rows = await veria.ctx.db.prisma.refusedRequest.count({ where: { reason: "signature does not match" } });
  expect(rows).toBeLessThanOrEqual(minutes);
});

test("an audit cut off by a crash is told as failed after the restart, with every receipt that was not told", async () => {
  await veria.stop();
  const id = newId();
  await registerAction(veria.ctx, { id, type: "audit.security", signedAt: new Date() }, null);
  await veria.ctx.db.prisma.audit.update({ where: { actionId: id }, data: { status: "running" } });
  await veria.start();
  expect(await ended(id)).toMatchObject({ state: "failed", reason: "the hub stopped while this audit ran" });
  expect(statesOf(id)).toEqual(["accepted", "failed"]);
});

test("an audit that had ended when the crash came is told as it ended", async () => {
  await veria.stop();
  const id = newId();
  await registerAction(veria.ctx, { id, type: "audit.security", signedAt: new Date() }, null);
  await veria.ctx.db.prisma.audit.update({
    where: { actionId: id },
    data: { status: "warn", counts: { secrets: 2 }, finishedAt: new Date() },
  });
  await veria.start();
  expect(await ended(id)).toMatchObject({ state: "completed", result: { status: "warn", counts: { secrets: 2 } } });
});

test("a refresh that was accepted before a crash is done after the restart", async () => {
  await veria.stop();
  const id = newId();
  await registerAction(veria.ctx, { id, type: "graph.refresh", signedAt: new Date() }, null);
  await veria.start();
  expect(await ended(id)).toMatchObject({ state: "completed" });
});

test("an audit that waits for its turn when the hub is stopped is not begun, and told as failed", async () => {
  const id = newId();
  const hold = Promise.withResolvers<void>();
  const held = veria.turns.take(() => hold.promise);
  send(id);
  await eventually(() => statesOf(id).includes("accepted"));
  const stopped = veria.stop();
  hold.resolve();
  await Promise.all([held, stopped]);
  await veria.start();
  expect(await ended(id)).toMatchObject({ state: "failed" });
  expect(statesOf(id)).toEqual(["accepted", "failed"]);
});

test("actions are remembered for seven days", async () => {
  const id = newId();
  send(id);
  await ended(id);
  const later = (days: number) => ({ ...veria.ctx, clock: { now: () => new Date(Date.now() + days * 86_400_000) } });
  const kept = () => veria.ctx.db.prisma.actionNonce.count({ where: { id } });
  await forgetActions(later(6.99));
  expect(await kept()).toBe(1);
  await forgetActions(later(7.01));
  expect(await kept()).toBe(0);
});
