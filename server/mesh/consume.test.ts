import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { eventStream, eventSubject, parseEventSubject } from "../../contracts/subjects.ts";
import { eventually } from "../../scripts/testing/eventually.ts";
import { systemClock } from "../platform/clock.ts";
import { silentLog } from "../platform/log.ts";
import { connectMesh, type Mesh } from "./connect.ts";
import { type ConsumeOptions, consumeEvents, type EventBatch } from "./consume.ts";
import { ensureEventStream } from "./ensureStream.ts";
import type { MeshEvent, RejectedEvent } from "./parseEvent.ts";
import { createPublisher, type Publisher } from "./publish.ts";
import { goodPayloads, malformedBodies } from "./testing/malformed.ts";
import { type RestartableNats, startRestartableNats } from "./testing/restartableNats.ts";

const ns = "veria.mesh";
const subject = eventSubject.summary(ns, "audit.summary.status");
const audit = (ok: number) => ({ projectSlug: "veria", ok, warn: 0, fail: 0, lastRun: "2026-01-01T00:00:00Z" });

let nats: RestartableNats;
let mesh: Mesh;
let publisher: Publisher;

beforeAll(async () => {
  nats = await startRestartableNats();
  mesh = await connectMesh({ url: nats.url, name: "test", log: silentLog });
  publisher = createPublisher({ mesh, meshNs: ns, clock: systemClock, log: silentLog });
});
afterAll(async () => {
  await publisher.close();
  await mesh.close();
  await nats.stop();
});
beforeEach(async () => {
  const { streams } = await jetstreamManager(mesh.nc, { checkAPI: false });
  await streams.delete(eventStream.name).catch(() => {});
  await ensureEventStream(mesh);
});

const consume = (handle: ConsumeOptions["handle"], options: Partial<ConsumeOptions> = {}) =>
  consumeEvents({ mesh, clock: systemClock, log: silentLog, handle, ...options });

/** Publishes `count` events and answers their ids, in order. */
async function publish(count: number): Promise<string[]> {
  const published = Array.from({ length: count }, (_, index) => publisher.publishEvent(subject, audit(index)));
  return (await Promise.all(published)).map(({ eventId }) => eventId);
}

const idsOf = ({ events }: EventBatch) => events.map((event) => event.eventId ?? "");
const nothingPending = (consumer: { pending(): Promise<number | null> }) =>
  eventually(async () => (await consumer.pending()) === 0);

test("hands over what came, in order and in batches, and acknowledges it afterwards", async () => {
  const ids = await publish(1200);
  const batches: string[][] = [];
  const consumer = await consume(async (batch) => void batches.push(idsOf(batch)), { gatherMs: 2000 });
  await eventually(() => batches.flat().length === 1200);
  expect(batches.flat()).toEqual(ids);
  expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(500);
  expect(batches.length).toBeLessThan(10);
  await nothingPending(consumer);
  expect(consumer.stats()).toMatchObject({ committed: 1200, lastBatchAt: expect.any(Date) });
  // They were published before anybody took them: the last one had waited.
  expect(consumer.stats().lagMs).toBeGreaterThan(0);
  await consumer.stop();
});

test("the broker's time of storing is when an event was received, however late it is taken out", async () => {
  const before = Date.now();
  await publish(1);
  const after = Date.now();
  const seen: MeshEvent[] = [];
  const consumer = await consume(async ({ events }) => void seen.push(...events));
  const event = await eventually(() => seen[0]);
  expect(event?.receivedAt.getTime()).toBeGreaterThanOrEqual(before - 1);
  expect(event?.receivedAt.getTime()).toBeLessThanOrEqual(after + 1);
  expect(event).toMatchObject({ skewSeconds: null, streamSeq: 1 });
  await consumer.stop();
});

test("while the handler fails nothing is acknowledged, and everything comes again until it succeeds", async () => {
  let failing = true;
  let failures = 0;
  const committed = new Set<string>();
  const consumer = await consume(async (batch) => {
    if (failing) {
      failures++;
      throw new Error("the database is away");
    }
    for (const id of idsOf(batch)) committed.add(id);
  });
  const ids = await publish(50);
  await eventually(() => failures >= 3);
  expect(await consumer.pending()).toBe(50);
  expect(consumer.stats().committed).toBe(0);
  failing = false;
  await eventually(() => committed.size === 50);
  expect([...committed].sort()).toEqual([...ids].sort());
  await nothingPending(consumer);
  await consumer.stop();
});

test("one event that fails every transaction ends up alone: its neighbours are committed, it is never lost", async () => {
  const ids = await publish(100);
  const poison = ids[42];
  const committed = new Set<string>();
  let alone = 0;
  const consumer = await consume(async (batch) => {
    const batchIds = idsOf(batch);
    if (poison !== undefined && batchIds.includes(poison)) {
      if (batchIds.length === 1) alone++;
      throw new Error("this one cannot be stored");
    }
    for (const id of batchIds) committed.add(id);
  });
  await eventually(() => committed.size === 99, { timeoutMs: 30_000 });
  await eventually(() => alone > 0, { timeoutMs: 30_000 });
  await eventually(async () => (await consumer.pending()) === 1);
  await consumer.stop();
}, 70_000);

test("malformed neighbours cost a valid event nothing: one batch, judged one by one", async () => {
  const stream = jetstream(mesh.nc);
  await stream.publish(subject, "{");
  const [id = ""] = await publish(1);
  await stream.publish(subject, "[]");
  const batches: EventBatch[] = [];
  const consumer = await consume(async (batch) => void batches.push(batch), { gatherMs: 2000 });
  await nothingPending(consumer);
  expect(batches.map(idsOf)).toEqual([[id]]);
  expect(batches[0]?.rejected.map(({ messageKey }) => messageKey)).toEqual([
    expect.stringMatching(/^FED_EVENTS:1:\d+$/),
    expect.stringMatching(/^FED_EVENTS:3:\d+$/),
  ]);
  await consumer.stop();
});

test("a thousand malformed messages on every durable subject are all rejected with a reason, and then good ones pass", async () => {
  const rejected: RejectedEvent[] = [];
  const kinds: string[] = [];
  const consumer = await consume(async (batch) => {
    rejected.push(...batch.rejected);
    kinds.push(...batch.events.map((event) => event.kind));
  });
  const durable = Object.entries(goodPayloads).filter(([name]) => !name.includes(".hub."));
  for (const [name, payload] of durable) {
    for (const body of malformedBodies(payload, 1000)) mesh.nc.publish(name, body);
    await jetstream(mesh.nc).publish(name, JSON.stringify(payload));
  }
  await eventually(() => kinds.length === durable.length, { timeoutMs: 30_000 });
  expect(kinds.sort()).toEqual(durable.map(([name]) => String(parseEventSubject(name)?.kind)).sort());
  await nothingPending(consumer);
  expect(rejected.length).toBe(1000 * durable.length);
  expect(new Set(rejected.map(({ messageKey }) => messageKey)).size).toBe(rejected.length);
  for (const { reason } of rejected) expect(reason).not.toBe("");
  await consumer.stop();
}, 60_000);

test("headers that are none reach the broker past every client, and are rejected too", async () => {
  const rejected: RejectedEvent[] = [];
  const consumer = await consume(async (batch) => void rejected.push(...batch.rejected));
  const { hostname, port } = new URL(nats.url);
  const head = "NATS/1.0\r\nFed Event\x00Id: 1\r\nÜ: 2\r\n\r\n";
  const body = JSON.stringify(audit(1));
  const total = Buffer.byteLength(head) + body.length;
  const socket = await Bun.connect({ hostname, port: Number(port), socket: { data() {} } });
  socket.write(`CONNECT {"headers":true,"verbose":false}\r\n`);
  socket.write(`HPUB ${subject} ${Buffer.byteLength(head)} ${total}\r\n${head}${body}\r\n`);
  await eventually(() => rejected.length === 1);
  expect(rejected[0]?.reason).toBe("headers are malformed");
  socket.end();
  await consumer.stop();
});

test("an answer that comes after the ack wait, when another replica had the event too, does no harm", async () => {
  await ensureEventStream(mesh, { ackWaitMs: 300 });
  const ids = await publish(30);
  let finish: (() => void) | undefined;
  const slow = await consume(() => new Promise((resolve) => (finish = resolve)), { batchSize: 10 });
  await eventually(() => finish);
  const seen = new Set<string>();
  const other = await consume(async (batch) => {
    for (const id of idsOf(batch)) seen.add(id);
  });
  await eventually(() => seen.size === 30);
  expect([...seen].sort()).toEqual([...ids].sort());
  const stopped = slow.stop();
  finish?.();
  await stopped;
  const [last = ""] = await publish(1);
  await eventually(() => seen.has(last));
  await nothingPending(other);
  await other.stop();
}, 30_000);

test("a replica that stands still for longer than the ack wait loses nothing, and does no harm when it wakes", async () => {
  await ensureEventStream(mesh, { ackWaitMs: 500 });
  const folder = await mkdtemp(join(tmpdir(), "fed-test-replica-"));
  const file = join(folder, "committed");
  await Bun.write(file, "");
  const replica = Bun.spawn([process.execPath, join(import.meta.dir, "testing/consumeIntoFile.ts"), nats.url, file]);
  const committedThere = async () => (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");

  const ids = await publish(500);
  await eventually(async () => (await committedThere()).length > 0);
  ids.push(...(await publish(2000)));
  replica.kill("SIGSTOP");
  ids.push(...(await publish(500)));
  const here: string[] = [];
  const consumer = await consume(async (batch) => void here.push(...idsOf(batch)));
  await nothingPending(consumer);
  expect(here.length).toBeGreaterThanOrEqual(500);
  expect(new Set([...here, ...(await committedThere())])).toEqual(new Set(ids));

  replica.kill("SIGCONT");
  await consumer.stop();
  const [last = ""] = await publish(1);
  await eventually(async () => (await committedThere()).includes(last), { timeoutMs: 30_000 });
  replica.kill("SIGKILL");
  await replica.exited;
  await rm(folder, { recursive: true });
}, 60_000);

test("stopping finishes the batch in hand and gives the rest back at once", async () => {
  const ids = await publish(1000);
  const first: string[] = [];
  let finish: (() => void) | undefined;
  const consumer = await consume(
    async (batch) => {
      first.push(...idsOf(batch));
      await new Promise<void>((resolve) => (finish = resolve));
    },
    { batchSize: 100 },
  );
  await eventually(() => finish);
  const stopped = consumer.stop();
  finish?.();
  await stopped;
  expect(first.length).toBe(100);
  const rest: string[] = [];
  const next = await consume(async (batch) => void rest.push(...idsOf(batch)));
  await nothingPending(next);
  expect([...first, ...rest].sort()).toEqual([...ids].sort());
  await next.stop();
});

test("a broker that comes back without its store gets a new stream, and events flow again", async () => {
  const seen = new Set<string>();
  const consumer = await consume(async (batch) => {
    for (const id of idsOf(batch)) seen.add(id);
  });
  const [before = ""] = await publish(1);
  await eventually(() => seen.has(before));
  await nats.kill();
  await nats.loseStore();
  await nats.start();
  const [after = ""] = await publish(1);
  await eventually(() => seen.has(after), { timeoutMs: 40_000 });
  await consumer.stop();
}, 60_000);
