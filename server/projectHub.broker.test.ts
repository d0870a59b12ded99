import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "../scripts/embedded/freePort.ts";
import { type EmbeddedNats, startNats } from "../scripts/embedded/nats.ts";
import { createTestDatabase } from "../scripts/testing/database.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { connectMesh, type Mesh } from "./mesh/connect.ts";
import { ensureEventStream } from "./mesh/ensureStream.ts";
import { readHubEnv } from "./platform/env.ts";
import { UserError } from "./platform/errors.ts";
import { encodeKey } from "./platform/keys/deriveKeys.ts";
import { silentLog } from "./platform/log.ts";
import { type ProjectHub, startProjectHub } from "./projectHub.ts";

const stops: (() => unknown)[] = [];
let root: string;
let brokerPort: number;
let hub: ProjectHub;
let start: (changes?: Record<string, string>) => Promise<ProjectHub>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "hub-alone-"));
  stops.push(() => rm(root, { recursive: true }));
  await writeFile(join(root, "main.go"), "package main\nfunc main() {}\n");
  const database = await createTestDatabase("instance");
  stops.push(() => database.drop());
  brokerPort = await findFreePort();
  const hubPort = await findFreePort();
  start = async (changes = {}) => {
    const variables = {
      FED_DATA_DIR: join(root, ".data"),
      DATABASE_URL: database.url,
      NATS_URL: `nats://127.0.0.1:${brokerPort}`,
      HUB_PORT: String(hubPort),
      HUB_BEAT_SECONDS: "1",
      MESH_HMAC_KEY: encodeKey(Buffer.alloc(32, 7)),
      MESH_RECEIPT_KEY: encodeKey(Buffer.alloc(32, 8)),
      ...changes,
    };
    const env = await readHubEnv(variables, "rollizr");
    return startProjectHub({ env, slug: "rollizr", root, log: silentLog });
  };
  hub = await start();
  stops.push(() => hub.stop());
});

afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

async function startBroker(): Promise<{ broker: EmbeddedNats; mesh: Mesh; heard: string[] }> {
  const broker = await startNats({ dataDir: join(root, ".data", "nats"), port: brokerPort });
  const mesh = await connectMesh({ url: broker.url, name: "test", log: silentLog });
  await ensureEventStream(mesh);
  const heard: string[] = [];
  mesh.nc.subscribe("fed.>", { callback: (_error, message) => void heard.push(message.subject) });
  await mesh.nc.flush();
  return { broker, mesh, heard };
}

test("without a broker the hub starts, scans and answers", async () => {
  expect((await fetch(new URL("/health", hub.address))).status).toBe(200);
  expect((await fetch(new URL("/api/graph", hub.address))).status).toBe(401);
});

test("when the broker comes the hub tells, and again after the broker was away", async () => {
  for (let round = 0; round < 2; round++) {
    const { broker, mesh, heard } = await startBroker();
    await eventually(() => heard.some((subject) => subject.includes("hub.presence.rollizr")), { timeoutMs: 20_000 });
    await writeFile(join(root, `more${round}.go`), "package main\n");
    await eventually(() => heard.includes("fed.rollizr.mesh.graph.summary.nodes"), { timeoutMs: 20_000 });
    await mesh.close();
    await broker.stop();
  }
}, 60_000);

test("with the broker gone it still stops within seconds", async () => {
  await hub.stop();
  await expect(fetch(new URL("/health", hub.address))).rejects.toThrow();
}, 10_000);

test("a wrong environment is said by name, before anything is started", async () => {
  for (const [changes, said] of [
    [{ HUB_MESH_NS: "one" }, "HUB_MESH_NS"],
    [{ MESH_HMAC_KEY: "whsec_short" }, "MESH_HMAC_KEY"],
    [{ HUB_CONFIG: join(root, "main.go") }, "main.go"],
  ] as const) {
    const failure = await start(changes).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(UserError);
    expect(String(failure)).toContain(said);
  }
});
