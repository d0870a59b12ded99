import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { headers } from "@nats-io/transport-node";
import type { ActionEnvelope } from "../../../contracts/envelope.ts";
import { eventStream, requestSubject } from "../../../contracts/subjects.ts";
import type { EmbeddedNats } from "../../../scripts/embedded/nats.ts";
import { eventually } from "../../../scripts/testing/eventually.ts";
import { startTestNats } from "../../../scripts/testing/nats.ts";
import { connectMesh, type Mesh } from "../../mesh/connect.ts";
import { ensureEventStream } from "../../mesh/ensureStream.ts";
import { deriveActionKey, sign } from "../../mesh/signing.ts";
import { silentLog } from "../../platform/log.ts";
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
  for (const [name, value] of Object.entries(signed)) made.set(name, value);
  mesh.nc.publish(subject, alter(body), { headers: made });
}
const sendRefresh = (id: string) =>
  send(id, { subject: refreshSubject, body: { sub: refreshSubject, type: "graph.refresh" } });

const receiptsOf = (id: string) => veria.receipts.filter(({ actionId }) => actionId === id);
const statesOf = (id: string) => receiptsOf(id).map(({ state }) => state);
/** Waits for the last receipt of an action. */
const ended = (id: string) =>
  eventually(() => receiptsOf(id).find(({ state }) => ["completed", "failed", "refused"].includes(state)));
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

test("an authentic action that has expired is refused and not run", async () => {
  const id = newId();
  send(id, { body: { exp: nowSeconds() - 1 } });
  expect(await ended(id)).toMatchObject({ state: "refused", reason: "expired" });
  expect(await auditsOf(id)).toBe(0);
});

describe("answered by nothing, and no audit:", () => {
  const attacks: [string, Sending][] = [
    ["another instance's key", { keys: [deriveActionKey(root, "performia", "k1")] }],
    ["a key of another root", { keys: [deriveActionKey(Buffer.alloc(32, 4), "veria", "k1")] }],
    ["no signature", { keys: [] }],
    ["a body altered after signing", { alter: (body) => body.replace('"args":{}', '"args":{"x":1}') }],
    ["an expiry moved after signing", { alter: (body) => body.replace(/"exp":\d+/, `"exp":${nowSeconds() + 3000}`) }],
    ["an envelope of six minutes ago, replayed", { signedIn: -360 }],
    ["an envelope of the future", { signedIn: 360 }],
    ["an action for another project", { body: { aud: "performia" } }],
    ["an action redirected to another subject", { subject: refreshSubject }],
    ["an action redirected to another kind of audit", { subject: requestSubject.audit("veria.mesh", "license") }],
    ["an id that is not the header's", { headerId: "act_another_one" }],
    ["an issuer that is not the Meta Hub", { body: { iss: "performia" } }],
    ["a type that nobody knows", { body: { type: "audit.everything" } }],
    ["a field that is not in the envelope", { body: { args: {}, ...{ extra: true } } }],
    ["what is no JSON", { alter: () => "{" }],
  ];
  test.each(attacks)("%s", async (_name, attack) => {
    const [id, before] = [newId(), await veria.audits()];
    send(id, attack);
    // Behind the attack in the same connection, so when this one is over, the attack was seen.
    const honest = newId();
    send(honest);
    await ended(honest);
    expect(receiptsOf(id)).toEqual([]);
    expect(await veria.ctx.db.prisma.actionNonce.count({ where: { id } })).toBe(0);
    expect((await veria.audits()) - before).toBe(1);
  });
});

test("an audit cut off by a crash is told as failed after the restart, with every receipt that was not told", async () => {
  await veria.stop();
  const id = newId();
  await registerAction(veria.ctx, { id, type: "audit.security" }, null);
  await veria.ctx.db.prisma.audit.update({ where: { actionId: id }, data: { status: "running" } });
  await veria.start();
  expect(await ended(id)).toMatchObject({ state: "failed", reason: "the hub stopped while this audit ran" });
  expect(statesOf(id)).toEqual(["accepted", "failed"]);
});

test("an audit that had ended when the crash came is told as it ended", async () => {
  await veria.stop();
  const id = newId();
  await registerAction(veria.ctx, { id, type: "audit.security" }, null);
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
  await registerAction(veria.ctx, { id, type: "graph.refresh" }, null);
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
