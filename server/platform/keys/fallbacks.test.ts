import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readHubEnv, readMetaEnv } from "../env.ts";
import { deriveActionKey, encodeKey } from "./deriveKeys.ts";
import { hubFallbacks, metaFallbacks } from "./fallbacks.ts";

let folder: string;
const servers = { DATABASE_URL: "postgres://a:b@127.0.0.1:1/c", NATS_URL: "nats://127.0.0.1:2" };
const given = () => ({ ...servers, FED_DATA_DIR: folder, FED_CONFIG_DIR: folder });
const hubEnv = (source: Record<string, string>) => readHubEnv(source, "veria", (known) => hubFallbacks(known, "veria"));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fed-fallbacks-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a Meta Hub with only its servers given makes its root and an admin key, once", async () => {
  const first = await readMetaEnv(given(), metaFallbacks);
  const second = await readMetaEnv(given(), metaFallbacks);
  expect(second.MESH_HMAC_KEY).toBe(first.MESH_HMAC_KEY);
  expect((await readdir(join(folder, "keys"))).sort()).toEqual(["admin.key", "mesh.root"]);
});

test("a root that is given is used and stored nowhere", async () => {
  const root = Buffer.alloc(32, 7).toString("base64");
  const env = await readMetaEnv({ ...given(), MESH_HMAC_KEY: root }, metaFallbacks);
  expect(env.MESH_HMAC_KEY).toBe(root);
  expect(await readdir(join(folder, "keys"))).toEqual(["admin.key"]);
});

test("a project hub beside it holds the keys that the Meta Hub signs with for it", async () => {
  const meta = await readMetaEnv(given(), metaFallbacks);
  const hub = await hubEnv(given());
  const root = Buffer.from(meta.MESH_HMAC_KEY, "base64");
  expect(hub.MESH_HMAC_KEY).toBe(encodeKey(deriveActionKey(root, "veria", "k1")));
  expect(hub.HUB_API_KEY).toBe((await Bun.file(join(folder, "keys", "veria.key")).text()).trim());
});

test("a project hub takes its address from projects.yaml, unless it is told another", async () => {
  const yaml = "projects: [{ slug: veria, name: Veria, hubUrl: 'http://127.0.0.1:5409', meshNs: other.mesh }]";
  await writeFile(join(folder, "projects.yaml"), yaml);
  expect(await hubEnv(given())).toMatchObject({ HUB_URL: "http://127.0.0.1:5409", HUB_MESH_NS: "other.mesh" });
  expect((await hubEnv({ ...given(), HUB_URL: "http://127.0.0.1:5410" })).HUB_URL).toBe("http://127.0.0.1:5410");
});
