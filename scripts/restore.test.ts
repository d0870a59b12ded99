import { afterAll, beforeAll, expect, test } from "bun:test";
import { randomBytes } from "node:crypto";
import { chmod, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectMesh, type Mesh } from "../server/mesh/connect.ts";
import { createPublisher, type Publisher } from "../server/mesh/publish.ts";
import { systemClock } from "../server/platform/clock.ts";
import { silentLog } from "../server/platform/log.ts";
import { findFreePort } from "./embedded/freePort.ts";
import type { EmbeddedNats } from "./embedded/nats.ts";
import { type EmbeddedPostgres, startPostgres } from "./embedded/postgres.ts";
import { type MetaHubProcess, prepareMetaHub } from "./fleet/hubProcess.ts";
import { eventually } from "./testing/eventually.ts";
import { startTestNats } from "./testing/nats.ts";
import { runScript } from "./testing/runScript.ts";

let folder: string;
let port: number;
let postgres: EmbeddedPostgres;
let broker: EmbeddedNats;
let mesh: Mesh;
let publisher: Publisher;
let hub: MetaHubProcess;
const north = "slug: north, name: North, meshNs: north.mesh";
const pgData = () => join(folder, "postgres");

const startServer = async () => {
  postgres = await startPostgres({ dataDir: pgData(), port });
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fed-restore-"));
  // As root, PostgreSQL runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  port = await findFreePort();
  [broker] = await Promise.all([startTestNats(), startServer()]);
  const home = join(folder, "federation");
  await mkdir(home);
  await Bun.write(join(home, "projects.yaml"), `projects: [{ ${north}, hubUrl: "http://127.0.0.1:9" }]\n`);
  hub = await prepareMetaHub({
    ...{ name: "meta", folder: home },
    variables: {
      ...{ FED_CONFIG_DIR: home, DATABASE_URL: postgres.url("postgres"), NATS_URL: broker.url },
      MESH_HMAC_KEY: randomBytes(32).toString("base64"),
    },
  });
  mesh = await connectMesh({ url: broker.url, name: "test", log: silentLog });
  publisher = createPublisher({ mesh, meshNs: "north.mesh", clock: systemClock, log: silentLog });
});
afterAll(async () => {
  await hub?.kill();
  await publisher?.close();
  await mesh?.close();
  await Promise.all([broker?.stop(), postgres?.stop()]);
  await rm(folder, { recursive: true, force: true });
});

/** With owners and modes, as a backup must keep them. */
const copy = async (from: string, to: string) => expect(await Bun.spawn(["cp", "-a", from, to]).exited).toBe(0);

const tell = async (files: number) => {
  await publisher.publishEvent("fed.north.mesh.graph.summary.nodes", {
    ...{ projectSlug: "north", counts: { files, symbols: 1, tasks: 0, audits: 0 }, ts: new Date().toISOString() },
  });
};

/** What the API answers about what was told. */
async function answers(): Promise<string> {
  const key = (await Bun.file(join(folder, "federation", "keys", "admin.key")).text()).trim();
  const paths = ["projects", "graph", "metrics/north?key=graph.files"];
  const texts = paths.map(async (path) => {
    const answer = await fetch(`${hub.url}/api/fed/${path}`, { headers: { "x-api-key": key } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.text();
  });
  return (await Promise.all(texts)).join("\n");
}

const answersWith = (files: number) =>
  eventually(async () => {
    const text = await answers();
    return text.includes(`"value":${files}}`) ? text : "";
  });

test("a lost database is back from a copy of its stopped server, and what came later from the stream", async () => {
  await hub.start();
  await tell(1001);
  const then = await answersWith(1001);

  await postgres.stop();
  await copy(pgData(), join(folder, "backup"));
  await startServer();
  await tell(2002);
  const last = await answersWith(2002);
  expect(last).not.toBe(then);

  await hub.kill();
  await postgres.stop();
  await rm(pgData(), { recursive: true });
  await rename(join(folder, "backup"), pgData());
  await startServer();
  await hub.start();
  expect(await answers()).toBe(then);

  const refused = await runScript("mesh-replay", [], hub.environment);
  expect(refused).toMatchObject({ code: 2, errors: expect.stringContaining("Stop it first") });
  await hub.kill();
  await eventually(async () => (await runScript("mesh-replay", [], hub.environment)).code === 0);
  await hub.start();
  expect(await answersWith(2002)).toBe(last);
}, 60_000);
