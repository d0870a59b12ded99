import { afterAll, beforeAll, expect, test } from "bun:test";
import { type JetStreamManager, jetstream, jetstreamManager } from "@nats-io/jetstream";
import { eventStream, eventSubject } from "../../contracts/subjects.ts";
import type { EmbeddedNats } from "../../scripts/embedded/nats.ts";
import { startTestNats } from "../../scripts/testing/nats.ts";
import { silentLog } from "../platform/log.ts";
import { connectMesh, type Mesh } from "./connect.ts";
import { ensureEventStream } from "./ensureStream.ts";
import { trimStream } from "./trimStream.ts";

const { name, durable } = eventStream;
const subject = eventSubject.summary("veria.mesh", "graph.summary.nodes");
const eventCount = 90;

let nats: EmbeddedNats;
let mesh: Mesh;
let manager: JetStreamManager;

beforeAll(async () => {
  nats = await startTestNats();
  mesh = await connectMesh({ url: nats.url, name: "test", log: silentLog });
  await ensureEventStream(mesh);
  manager = await jetstreamManager(mesh.nc);
  const { config } = await manager.streams.info(name);
  await manager.streams.update(name, { ...config, max_bytes: 100_000 });
  for (let event = 0; event < eventCount; event++) await jetstream(mesh.nc).publish(subject, new Uint8Array(1000));
});
afterAll(async () => {
  await mesh.close();
  await nats.stop();
});

const firstKept = async () => (await manager.streams.info(name)).state.first_seq;
const take = async (count: number) => {
  const consumer = await jetstream(mesh.nc).consumers.get(name, durable);
  for await (const message of await consumer.fetch({ max_messages: count })) await message.ackAck();
};

test("a stream that fills up loses its oldest events, and none that has not been taken in", async () => {
  expect(await trimStream(mesh)).toMatchObject({ limit: 100_000, trimmed: 0 });
  await take(10);
  expect(await trimStream(mesh)).toMatchObject({ trimmed: 10 });
  expect(await firstKept()).toBe(11);
  await take(60);
  // Down to half of what it may have, and no further.
  expect((await trimStream(mesh))?.trimmed).toBeGreaterThan(0);
  const { state } = await manager.streams.info(name);
  expect(state.bytes).toBeLessThanOrEqual(50_000);
  expect(state.bytes).toBeGreaterThan(45_000);
  expect(state.last_seq).toBe(eventCount);
  expect(await trimStream(mesh)).toMatchObject({ limit: 100_000, trimmed: 0 });
});
