import { afterAll, beforeAll, expect, test } from "bun:test";
import { jetstreamManager } from "@nats-io/jetstream";
import { eventHeader, eventStream, eventSubject } from "../../contracts/subjects.ts";
import { eventually } from "../../scripts/testing/eventually.ts";
import { systemClock } from "../platform/clock.ts";
import { deriveReceiptKey } from "../platform/keys/deriveKeys.ts";
import { silentLog } from "../platform/log.ts";
import { connectMesh, type Mesh } from "./connect.ts";
import { consumeEvents } from "./consume.ts";
import { ensureEventStream } from "./ensureStream.ts";
import type { MeshEvent } from "./parseEvent.ts";
import { createPublisher } from "./publish.ts";
import { type RestartableNats, startRestartableNats } from "./testing/restartableNats.ts";
import { verifyReceipt } from "./verifyEnvelope.ts";

const ns = "veria.mesh";
const subject = eventSubject.summary(ns, "audit.summary.status");
const audit = (ok: number) => ({ projectSlug: "veria", ok, warn: 0, fail: 0, lastRun: "2026-01-01T00:00:00Z" });

let nats: RestartableNats;
let mesh: Mesh;
const publisherOf = (outboxLimit?: number) =>
  createPublisher({
    mesh,
    meshNs: ns,
    clock: systemClock,
    log: silentLog,
    ...(outboxLimit === undefined ? {} : { outboxLimit }),
  });
const manager = () => jetstreamManager(mesh.nc, { checkAPI: false });

/** Every stored message in order, read without the consumer under test. */
async function stored() {
  const streams = (await manager()).streams;
  const { state } = await streams.info(eventStream.name);
  const messages = [];
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const message = await streams.getMessage(eventStream.name, { seq });
    if (message !== null) messages.push(message);
  }
  return messages;
}

beforeAll(async () => {
  nats = await startRestartableNats();
  mesh = await connectMesh({ url: nats.url, name: "test", log: silentLog });
});
afterAll(async () => {
  await mesh.close();
  await nats.stop();
});

test("waits for a stream that is not there yet, then keeps the order of acceptance", async () => {
  const publisher = publisherOf();
  const published = Array.from({ length: 200 }, (_, index) => publisher.publishEvent(subject, audit(index)));
  expect(await publisher.flush(300)).toBe(false);
  expect(publisher.pending()).toBe(200);
  await ensureEventStream(mesh);
  await Promise.all(published);
  const messages = await stored();
  expect(messages.map((message) => message.json<{ ok: number }>().ok)).toEqual(
    Array.from({ length: 200 }, (_, i) => i),
  );
  expect(messages.map((message) => message.header.get(eventHeader.seq))).toEqual(
    Array.from({ length: 200 }, (_, index) => String(index + 1)),
  );
  await publisher.close();
});

test("making the stream again changes nothing, and what somebody changed is set right", async () => {
  const { streams, consumers } = await manager();
  const before = (await streams.info(eventStream.name)).config;
  await streams.update(eventStream.name, { ...before, max_msg_size: 64 * 1024 });
  await Promise.all([ensureEventStream(mesh), ensureEventStream(mesh)]);
  expect((await streams.info(eventStream.name)).config).toEqual(before);
  await ensureEventStream(mesh, { ackWaitMs: 5000 });
  expect((await consumers.info(eventStream.name, eventStream.durable)).config.ack_wait).toBe(5_000_000_000);
  const limit = async () => (await streams.info(eventStream.name)).config.max_bytes;
  await ensureEventStream(mesh, { maxBytes: 1024 ** 3 });
  expect(await limit()).toBe(1024 ** 3);
  // What was set, by it or by hand, stays.
  await ensureEventStream(mesh);
  expect(await limit()).toBe(1024 ** 3);
});

test("is on the broker's disk when it resolves: a broker killed at that moment still has it", async () => {
  const publisher = publisherOf();
  const { eventId, seq } = await publisher.publishEvent(subject, audit(4711));
  await nats.kill();
  await nats.start();
  await eventually(() => mesh.isConnected());
  const last = (await stored()).at(-1);
  expect(last?.json<{ ok: number }>()).toMatchObject({ ok: 4711 });
  expect(last?.header.get(eventHeader.eventId)).toBe(eventId);
  expect(last?.header.get(eventHeader.messageId)).toBe(`${ns}:${eventId}`);
  expect(last?.header.get(eventHeader.epoch)).toBe(publisher.epoch);
  expect(seq).toBe(1);
  await publisher.close();
});

test("a broker killed twice in mid-publishing loses nothing: every event is acknowledged once and consumed", async () => {
  const publisher = publisherOf();
  const seen = new Map<string, MeshEvent>();
  const consumer = await consumeEvents({
    mesh,
    clock: systemClock,
    log: silentLog,
    handle: async ({ events }) => {
      for (const event of events) if (event.epoch === publisher.epoch) seen.set(event.eventId ?? "", event);
    },
  });
  const published: Promise<{ eventId: string; seq: number }>[] = [];
  let publishing = true;
  const publishAll = (async () => {
    while (publishing) {
      for (let index = 0; index < 20; index++) published.push(publisher.publishEvent(subject, audit(published.length)));
      await Bun.sleep(5);
    }
  })();
  for (let restarts = 0; restarts < 2; restarts++) {
    const target = seen.size + 500;
    await eventually(() => seen.size > target, { timeoutMs: 20_000 });
    await nats.kill();
    await nats.start();
  }
  publishing = false;
  await publishAll;
  const acknowledged = await Promise.all(published);
  expect(acknowledged.map(({ seq }) => seq)).toEqual(acknowledged.map((_, index) => index + 1));
  await eventually(() => seen.size === acknowledged.length, { timeoutMs: 40_000 });
  for (const { eventId, seq } of acknowledged) expect(seen.get(eventId)?.seq).toBe(seq);
  await eventually(async () => (await consumer.pending()) === 0, { timeoutMs: 40_000 });
  await consumer.stop();
  await publisher.close();
}, 120_000);

test("refuses what can never be taken in, and more than may wait", async () => {
  const publisher = publisherOf(2);
  const code = (promise: Promise<unknown>) =>
    promise.then(
      () => "published",
      ({ code }: { code: string }) => code,
    );
  expect(await code(publisher.publishEvent("fed.veria.mesh.nonsense", {}))).toBe("invalid_input");
  expect(await code(publisher.publishEvent(eventSubject.presence(ns, "h"), {}))).toBe("invalid_input");
  expect(await code(publisher.publishEvent(subject, { text: "x".repeat(64 * 1024) }))).toBe("too_large");
  const waiting = [code(publisher.publishEvent(subject, audit(1))), code(publisher.publishEvent(subject, audit(2)))];
  expect(await code(publisher.publishEvent(subject, audit(3)))).toBe("unavailable");
  expect(await Promise.all(waiting)).toEqual(["published", "published"]);
  expect(await publisher.flush(1000)).toBe(true);
  await publisher.close();
  expect(await code(publisher.publishEvent(subject, audit(4)))).toBe("unavailable");
  expect(publisher.publishPulse(eventSubject.presence(ns, "h"), {})).toBe(false);
});

test("closing rejects what is still waiting instead of leaving it open", async () => {
  const publisher = publisherOf();
  await nats.kill();
  await eventually(() => !mesh.isConnected());
  const waiting = publisher.publishEvent(subject, audit(1)).catch(({ code }: { code: string }) => code);
  expect(publisher.publishPulse(eventSubject.presence(ns, "h"), {})).toBe(false);
  await publisher.close();
  expect(await waiting).toBe("unavailable");
  await nats.start();
  await eventually(() => mesh.isConnected());
});

test("a receipt is signed over the bytes that arrive", async () => {
  const publisher = publisherOf();
  const key = deriveReceiptKey(crypto.getRandomValues(new Uint8Array(32)), "veria", "k1");
  const receipts: MeshEvent[] = [];
  const consumer = await consumeEvents({
    mesh,
    clock: systemClock,
    log: silentLog,
    handle: async ({ events }) => void receipts.push(...events.filter((event) => event.kind === "action.receipt")),
  });
  const receipt = {
    v: 1,
    actionId: "act_12345678",
    projectSlug: "veria",
    state: "accepted",
    at: new Date().toISOString(),
  };
  await publisher.publishEvent(eventSubject.actionReceipt(ns), receipt, { sign: { id: "rcp_12345678", keys: [key] } });
  const event = await eventually(() => receipts[0]);
  if (!event?.signed) throw new Error("the receipt carries no signature");
  const { signed: message, receivedAt } = event;
  expect(verifyReceipt({ message, keys: [key], slug: "veria", receivedAt })).toMatchObject({ ok: true });
  expect(verifyReceipt({ message, keys: [new Uint8Array(32)], slug: "veria", receivedAt })).toMatchObject({
    ok: false,
  });
  await consumer.stop();
  await publisher.close();
});
