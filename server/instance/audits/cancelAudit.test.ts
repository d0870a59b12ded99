import { afterAll, beforeAll, expect, test } from "bun:test";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { requestSubject } from "../../../contracts/subjects.ts";
import type { EmbeddedNats } from "../../../scripts/embedded/nats.ts";
import { eventually } from "../../../scripts/testing/eventually.ts";
import { startTestNats } from "../../../scripts/testing/nats.ts";
import { connectMesh, type Mesh } from "../../mesh/connect.ts";
import { ensureEventStream } from "../../mesh/ensureStream.ts";
import { sendSigned } from "../../mesh/sendSigned.ts";
import { silentLog } from "../../platform/log.ts";
import { openTestInstance, type TestInstance } from "../actions/testing/openTestInstance.ts";
import { cancelAudit } from "./cancelAudit.ts";

const subject = requestSubject.audit("veria.mesh", "security");
let nats: EmbeddedNats;
let mesh: Mesh;
let veria: TestInstance;

beforeAll(async () => {
  nats = await startTestNats();
  mesh = await connectMesh({ url: nats.url, name: "meta-hub", log: silentLog });
  await ensureEventStream(mesh);
  const root = Buffer.alloc(32, 3);
  veria = await openTestInstance({ slug: "veria", natsUrl: nats.url, root, allowFanout: ["audit.security"] });
  await veria.start();
});
afterAll(async () => {
  await veria.close();
  await mesh.close();
  await nats.stop();
});

/** Asks for an audit as the Meta Hub does. @returns the action's id. */
function askForAudit(): string {
  const id = `act_${Bun.randomUUIDv7()}`;
  const now = new Date();
  const envelope = {
    ...{ v: 1, id, iss: "meta", aud: "veria", sub: subject, type: "audit.security", args: {} },
    exp: Math.floor(now.getTime() / 1000) + 600,
  };
  const body = Buffer.from(JSON.stringify(envelope));
  sendSigned({ mesh, subject, id, body, keys: [veria.keys.action], now });
  return id;
}

const statesOf = (id: string) => veria.receipts.filter(({ actionId }) => actionId === id).map(({ state }) => state);
const receiptOf = (id: string, ...states: string[]) =>
  eventually(() => veria.receipts.find(({ actionId, state }) => actionId === id && states.includes(state)));
const ended = (id: string) => receiptOf(id, "completed", "failed", "refused");

async function cancelAuditOf(id: string): Promise<void> {
  const auditId = (await receiptOf(id, "accepted"))?.auditId ?? "";
  const { status, reason } = await cancelAudit(veria.ctx, { id: auditId });
  expect([status, reason]).toEqual(["cancelled", "cancelled"]);
  await expect(cancelAudit(veria.ctx, { id: auditId })).rejects.toMatchObject({ code: "conflict" });
  expect(await ended(id)).toMatchObject({ state: "failed", reason: "cancelled", auditId });
}

test("an audit cancelled while it waits never runs, and the one behind it does", async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  void veria.turns.take(() => held);
  const id = askForAudit();
  await cancelAuditOf(id);
  const next = askForAudit();
  release();
  expect((await ended(next))?.state).toBe("completed");
  expect([statesOf(id), statesOf(next)]).toEqual([
    ["accepted", "failed"],
    ["accepted", "started", "completed"],
  ]);
});

test("an audit cancelled while it runs is stopped, and the one behind it runs", async () => {
  const { promise: asked, resolve: noteAsked } = Promise.withResolvers<void>();
  const registry = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch() {
      noteAsked();
      return new Promise<Response>(() => {});
    },
  });
  veria.ctx.registry = registry.url.origin;
  const lockfile = join(veria.ctx.root, "package-lock.json");
  const packages = { "node_modules/left-pad": { version: "1.3.0" } };
  await writeFile(lockfile, JSON.stringify({ lockfileVersion: 3, packages }));
  try {
    const id = askForAudit();
    await asked;
    const next = askForAudit();
    await receiptOf(next, "accepted");
    await rm(lockfile);
    await cancelAuditOf(id);
    expect((await ended(next))?.state).toBe("completed");
    expect(statesOf(id)).toEqual(["accepted", "started", "failed"]);
  } finally {
    veria.ctx.registry = undefined;
    await registry.stop(true);
    await rm(lockfile, { force: true });
  }
});

test("an audit that is not there cannot be cancelled", async () => {
  for (const id of [Bun.randomUUIDv7(), "no-id"]) {
    await expect(cancelAudit(veria.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  }
});
