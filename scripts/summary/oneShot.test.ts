import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connectMesh } from "../../server/mesh/connect.ts";
import { ensureEventStream } from "../../server/mesh/ensureStream.ts";
import { encodeKey } from "../../server/platform/keys/deriveKeys.ts";
import { silentLog } from "../../server/platform/log.ts";
import { findFreePort } from "../embedded/freePort.ts";
import { createTestDatabase } from "../testing/database.ts";
import { startTestNats } from "../testing/nats.ts";

const stops: (() => unknown)[] = [];
let env: Record<string, string>;
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "shot-"));
  stops.push(() => rm(root, { recursive: true }));
  await writeFile(join(root, "main.py"), "# FIXME: later\ndef main(): pass\n");
  await writeFile(join(root, ".env.example"), "VERIA_API_KEY=\n");
  await mkdir(join(root, "config"));
  const sources = "integrations: [{ source: env-names, path: .env.example, names: { VERIA_API_KEY: veria } }]\n";
  await writeFile(join(root, "config", "hub.yaml"), sources);
  const database = await createTestDatabase("instance");
  stops.push(() => database.drop());
  const nats = await startTestNats();
  stops.push(() => nats.stop());
  const mesh = await connectMesh({ url: nats.url, name: "test", log: silentLog });
  stops.push(() => mesh.close());
  await ensureEventStream(mesh);
  env = {
    PATH: "/usr/bin:/bin",
    FED_DATA_DIR: join(root, ".data"),
    DATABASE_URL: database.url,
    NATS_URL: nats.url,
    HUB_PORT: "5402",
    MESH_HMAC_KEY: encodeKey(Buffer.alloc(32, 1)),
    MESH_RECEIPT_KEY: encodeKey(Buffer.alloc(32, 2)),
  };
});

afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

async function run(script: string, args: string[], given: Record<string, string> = env) {
  const path = fileURLToPath(new URL(`../summary-${script}.ts`, import.meta.url));
  const command = Bun.spawn([process.execPath, path, ...args], { env: given, stdout: "pipe", stderr: "pipe" });
  const [out, err] = await Promise.all([new Response(command.stdout).text(), new Response(command.stderr).text()]);
  return { code: await command.exited, out, err };
}

const asked = () => ["--project", "performia", "--root", root, "--json"];

test("summary:emit scans, publishes what is known, and ends with 0", async () => {
  const { code, out, err } = await run("emit", asked());
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const { published } = JSON.parse(out);
  expect(published).toContainEqual({
    subject: "fed.performia.mesh.graph.summary.nodes",
    payload: {
      projectSlug: "performia",
      counts: { files: 3, symbols: 1, tasks: 1, audits: 0 },
      ts: expect.any(String),
    },
  });
  expect(published).toHaveLength(4);
});

test("summary:health publishes presence and health without a running hub", async () => {
  const { code, out } = await run("health", asked());
  expect(code).toBe(0);
  expect(JSON.parse(out).published.map(({ payload }: { payload: object }) => payload)).toMatchObject([
    { projectSlug: "performia", hubUrl: "http://127.0.0.1:5402" },
    { status: "ok", latencyMs: expect.any(Number), degradedReasons: [] },
  ]);
});

test("summary:integrations publishes the evidence, and needs no database", async () => {
  const { code, out } = await run("integrations", asked(), { ...env, DATABASE_URL: "postgres://127.0.0.1:1/none" });
  expect(code).toBe(0);
  expect(JSON.parse(out).published).toMatchObject([
    {
      subject: "fed.performia.mesh.integration.edge",
      payload: { fromProject: "performia", toProject: "veria", kind: "secret" },
    },
  ]);
});

test("a broker that is not there ends with 1 and says so", async () => {
  const nowhere = `nats://127.0.0.1:${await findFreePort()}`;
  const { code, err } = await run("integrations", asked(), { ...env, NATS_URL: nowhere });
  expect(code).toBe(1);
  expect(err).toContain("The broker cannot be reached");
}, 20_000);

test("bad input ends with 2 and names it; --help ends with 0", async () => {
  for (const [args, said] of [
    [[], "--project"],
    [["--project", "Not A Slug"], "--project"],
    [["--project", "performia", "--root", join(root, "nowhere")], "nowhere"],
    [["--project", "performia", "--colour"], "--colour"],
  ] as const) {
    const { code, err } = await run("emit", [...args]);
    expect([args, code]).toEqual([args, 2]);
    expect(err).toContain(said);
  }
  const { code, err } = await run("emit", asked(), { ...env, MESH_HMAC_KEY: "whsec_short" });
  expect([code, err.includes("MESH_HMAC_KEY")]).toEqual([2, true]);
  expect(await run("health", ["--help"])).toMatchObject({
    code: 0,
    out: expect.stringContaining("bun run summary:health"),
  });
});
