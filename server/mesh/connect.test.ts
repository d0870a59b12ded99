import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createUser } from "@nats-io/nkeys";
import { eventSubject, inboxPrefix, requestSubject } from "../../contracts/subjects.ts";
import type { EmbeddedNats } from "../../scripts/embedded/nats.ts";
import { eventually } from "../../scripts/testing/eventually.ts";
import { startTestNats } from "../../scripts/testing/nats.ts";
import { systemClock } from "../platform/clock.ts";
import { deriveActionKey } from "../platform/keys/deriveKeys.ts";
import { keepKeys } from "../platform/keys/keepKeys.ts";
import { natsConfig } from "../platform/keys/natsConfig.ts";
import { silentLog } from "../platform/log.ts";
import { connectMesh, type Mesh } from "./connect.ts";
import { ensureEventStream } from "./ensureStream.ts";
import { listenRequests } from "./listenRequests.ts";
import { createPublisher } from "./publish.ts";
import { sendSigned } from "./sendSigned.ts";
import type { SignedMessage } from "./signing.ts";
import { startRestartableNats } from "./testing/restartableNats.ts";
import { verifyEnvelope } from "./verifyEnvelope.ts";

const ns = "veria.mesh";
const now = () => new Date().toISOString();
let folder: string;
let nats: EmbeddedNats;
let meta: Mesh;
let veria: Mesh;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fed-test-keys-"));
  const keys = await keepKeys(folder, ["veria", "performia"]);
  const instances = [...keys.instances].map(([slug, { identity }]) => ({
    slug,
    meshNs: `${slug}.mesh`,
    publicKey: identity.publicKey,
  }));
  const configFile = join(folder, "nats.conf");
  await Bun.write(configFile, natsConfig(keys.identity.publicKey, instances));
  nats = await startTestNats({ configFile });
  const common = { url: nats.url, log: silentLog };
  meta = await connectMesh({ ...common, name: "meta", nkeySeed: keys.identity.seed });
  veria = await connectMesh({
    ...common,
    name: "veria",
    nkeySeed: keys.instances.get("veria")?.identity.seed,
    inboxPrefix: inboxPrefix("veria"),
  });
  await ensureEventStream(meta);
});
afterAll(async () => {
  await Promise.all([meta.close(), veria.close()]);
  await nats.stop();
  await rm(folder, { recursive: true, force: true });
});

test("a broker with users enforces identities, and one without does not", async () => {
  const open = await startTestNats();
  const anyone = await connectMesh({ url: open.url, name: "anyone", log: silentLog });
  expect([veria.identitiesEnforced(), anyone.identitiesEnforced()]).toEqual([true, false]);
  await anyone.close();
  await open.stop();
});

test("a hub publishes durable events with nothing but its own namespace and its own inbox", async () => {
  const publisher = createPublisher({ mesh: veria, meshNs: ns, clock: systemClock, log: silentLog });
  const audit = { projectSlug: "veria", ok: 1, warn: 0, fail: 0, lastRun: now() };
  expect(await publisher.publishEvent(eventSubject.summary(ns, "audit.summary.status"), audit)).toMatchObject({
    seq: 1,
  });

  const foreign = publisher.publishEvent(eventSubject.summary("performia.mesh", "audit.summary.status"), audit);
  await expect(foreign).rejects.toMatchObject({ code: "forbidden" });
  expect(await publisher.publishEvent(eventSubject.integrationEdge(ns), {})).toMatchObject({ seq: 3 });
  await publisher.close();
});

test("a hub may not ask JetStream anything", async () => {
  await expect(veria.nc.request("$JS.API.STREAM.INFO.FED_EVENTS", "", { timeout: 2000 })).rejects.toThrow(
    /[Pp]ermission/,
  );
});

test("a signed request reaches its instance with the bytes and headers that were signed", async () => {
  const received: SignedMessage[] = [];
  const stop = await listenRequests({
    mesh: veria,
    meshNs: ns,
    log: silentLog,
    handle: async (message) => void received.push(message),
  });
  const key = deriveActionKey(crypto.getRandomValues(new Uint8Array(32)), "veria", "k1");
  const subject = requestSubject.audit(ns, "security");
  const exp = Math.floor(Date.now() / 1000) + 60;
  const envelope = {
    v: 1,
    id: "act_12345678",
    iss: "meta",
    aud: "veria",
    sub: subject,
    type: "audit.security",
    exp,
    args: {},
  };
  const body = new TextEncoder().encode(JSON.stringify(envelope));
  expect(sendSigned({ mesh: meta, subject, id: envelope.id, body, keys: [key], now: new Date() })).toBe(true);

  const message = await eventually(() => received[0]);
  if (message === undefined) throw new Error("nothing received");
  const verdict = verifyEnvelope({ message, keys: [key], slug: "veria", now: new Date() });
  expect(verdict).toMatchObject({ ok: true, envelope: { id: envelope.id } });
  await stop();
});

test("a connection that ends for good, unasked, is told to whoever needs it; one that is closed is not", async () => {
  const open = await startTestNats();
  let lost = 0;
  const options = { url: open.url, name: "meta-hub", log: silentLog, onLost: () => lost++ };
  const [ended, closed] = [await connectMesh(options), await connectMesh(options)];
  await closed.close();
  await ended.nc.close();
  await eventually(() => lost > 0);
  expect([lost, ended.isConnected(), closed.isConnected()]).toEqual([1, false, false]);
  await open.stop();
});

test("an identity the broker does not know is told so at once", async () => {
  const nkeySeed = new TextDecoder().decode(createUser().getSeed());
  for (const seed of [nkeySeed, undefined]) {
    await expect(connectMesh({ url: nats.url, name: "x", nkeySeed: seed, log: silentLog })).rejects.toThrow(
      /NATS_NKEY_SEED/,
    );
  }
});

test("a hub that starts before the broker knows its key connects once it does", async () => {
  const keys = await keepKeys(folder, ["veria", "late"]);
  const late = keys.instances.get("late")?.identity;
  if (late === undefined) throw new Error("no keys");
  const configFile = join(folder, "late.conf");
  await Bun.write(configFile, natsConfig(keys.identity.publicKey, []));
  const broker = await startTestNats({ configFile });
  const refusals: unknown[] = [];
  const log = {
    ...silentLog,
    warn: (_event: string, fields?: Record<string, unknown>) => refusals.push(fields?.error),
  };
  const connecting = connectMesh({ url: broker.url, name: "late", nkeySeed: late.seed, log, waitForIdentity: true });
  await eventually(() => refusals.length > 0);
  expect(String(refusals[0])).toContain("NATS_NKEY_SEED");
  const instance = { slug: "late", meshNs: "late.mesh", publicKey: late.publicKey };
  await Bun.write(configFile, natsConfig(keys.identity.publicKey, [instance]));
  broker.kill("SIGHUP");
  const mesh = await connecting;
  expect(mesh.isConnected()).toBe(true);
  await mesh.close();
  await broker.stop();
});

test("waits for a broker that is not up yet, tells when it goes and comes, and gives up when asked to", async () => {
  const broker = await startRestartableNats();
  await broker.kill();
  const impatient = connectMesh({ url: broker.url, name: "impatient", log: silentLog, giveUpAfterMs: 300 });
  const patient = connectMesh({ url: broker.url, name: "patient", log: silentLog });
  await expect(impatient).rejects.toMatchObject({ code: "unavailable" });
  await broker.start();
  const mesh = await patient;
  const changes: boolean[] = [];
  mesh.onConnectionChange((connected) => changes.push(connected));
  await broker.kill();
  await eventually(() => !mesh.isConnected());
  await broker.start();
  await eventually(() => mesh.isConnected());
  expect(changes).toEqual([false, true]);

  await broker.kill();
  await eventually(() => !mesh.isConnected());
  await mesh.close();
  expect(mesh.nc.isClosed()).toBe(true);
  await broker.stop();
});
