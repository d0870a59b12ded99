import { afterAll, beforeAll, expect, test } from "bun:test";
import { eventSubject } from "../../contracts/subjects.ts";
import type { EmbeddedNats } from "../../scripts/embedded/nats.ts";
import { eventually } from "../../scripts/testing/eventually.ts";
import { startTestNats } from "../../scripts/testing/nats.ts";
import { systemClock } from "../platform/clock.ts";
import { silentLog } from "../platform/log.ts";
import { connectMesh, type Mesh } from "./connect.ts";
import type { EventBatch } from "./consume.ts";
import { consumePulses, type PulseOptions } from "./consumePulses.ts";
import { createPublisher } from "./publish.ts";
import { goodPayloads, malformedBodies } from "./testing/malformed.ts";

const ns = "veria.mesh";
const pulses = Object.entries(goodPayloads).filter(([name]) => name.includes(".hub."));
const presence = goodPayloads[eventSubject.presence(ns, "hub-1")] ?? {};
let nats: EmbeddedNats;
let mesh: Mesh;

beforeAll(async () => {
  nats = await startTestNats();
  mesh = await connectMesh({ url: nats.url, name: "test", log: silentLog });
});
afterAll(async () => {
  await mesh.close();
  await nats.stop();
});

const consume = (handle: PulseOptions["handle"]) => consumePulses({ mesh, clock: systemClock, log: silentLog, handle });

test("presence and health are handed over in order, with their hub and who sent them", async () => {
  const batches: EventBatch[] = [];
  const consumer = await consume(async (batch) => void batches.push(batch));
  const publisher = createPublisher({ mesh, meshNs: ns, clock: systemClock, log: silentLog });
  for (const [subject, payload] of pulses) expect(publisher.publishPulse(subject, payload)).toBe(true);
  const heard = () => batches.flatMap(({ events }) => events);
  await eventually(() => heard().length === 2);
  expect(heard()).toMatchObject([
    { kind: "hub.presence", rest: "hub-1", epoch: publisher.epoch, seq: null, skewSeconds: null },
    { kind: "hub.health", rest: "hub-1", epoch: publisher.epoch, seq: null, skewSeconds: null },
  ]);
  await publisher.close();
  await consumer.stop();
});

test("replicas share the pulses: each is handled once", async () => {
  const seen: string[] = [];
  const handle = async ({ events }: EventBatch) => void seen.push(...events.map((event) => event.rest ?? ""));
  const replicas = await Promise.all([consume(handle), consume(handle)]);
  const hubs = Array.from({ length: 300 }, (_, index) => `hub-${index}`);
  for (const hub of hubs) mesh.nc.publish(eventSubject.presence(ns, hub), JSON.stringify(presence));
  await eventually(() => seen.length >= 300);
  await Promise.all(replicas.map((replica) => replica.stop()));
  expect(seen.sort()).toEqual(hubs.sort());
});

test("a thousand malformed pulses of each kind are rejected with a reason, and a good one after them is heard", async () => {
  const reasons: string[] = [];
  let heard = 0;
  const consumer = await consume(async ({ events, rejected }) => {
    heard += events.length;
    reasons.push(...rejected.map(({ reason }) => reason));
  });
  for (const [subject, payload] of pulses) {
    for (const body of malformedBodies(payload, 1000)) mesh.nc.publish(subject, body);
    mesh.nc.publish(subject, JSON.stringify(payload));
  }
  await eventually(() => heard === 2);
  await consumer.stop();
  expect(reasons.length).toBe(2000);
  expect(reasons).not.toContain("");
});

test("a handler that fails loses its batch only", async () => {
  let calls = 0;
  const consumer = await consume(async () => {
    if (++calls === 1) throw new Error("the database is away");
  });
  mesh.nc.publish(eventSubject.presence(ns, "hub-1"), JSON.stringify(presence));
  await eventually(() => calls === 1);
  mesh.nc.publish(eventSubject.presence(ns, "hub-1"), JSON.stringify(presence));
  await eventually(() => calls === 2);
  await consumer.stop();
});
