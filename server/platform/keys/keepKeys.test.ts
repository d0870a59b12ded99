import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectDeclaration } from "../../../contracts/config.ts";
import { parseEnvFile, readHubEnv, readMetaEnv } from "../env.ts";
import { envFileText, hubVariables, metaVariables, writeEnvFile } from "./hubEnvironment.ts";
import { keepKeys } from "./keepKeys.ts";

let folder: string;
const servers = { databaseUrl: "postgres://a:b@127.0.0.1:1/c", natsUrl: "nats://127.0.0.1:2" };
const veria = projectDeclaration.parse({
  slug: "veria",
  name: "Veria",
  hubUrl: "http://127.0.0.1:5401",
  meshNs: "veria.mesh",
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fed-keys-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("keys are made once, whoever asks at the same time, and only their owner may read them", async () => {
  const [one, two] = await Promise.all([keepKeys(folder, ["veria"]), keepKeys(folder, ["veria"])]);
  expect(two).toEqual(one);
  expect(await keepKeys(folder, ["veria"])).toEqual(one);
  expect((await stat(join(folder, "keys"))).mode & 0o777).toBe(0o700);
  const names = await readdir(join(folder, "keys"));
  expect(names.sort()).toEqual([
    "admin.key",
    "mesh.root",
    "meta.dbpass",
    "meta.nkey",
    "veria.dbpass",
    "veria.key",
    "veria.nkey",
  ]);
  for (const name of names) expect((await stat(join(folder, "keys", name))).mode & 0o777).toBe(0o600);
});

test("keys have the form that their readers expect", async () => {
  const { adminKey, root, identity, instances } = await keepKeys(folder, ["veria"]);
  expect(adminKey).toMatch(/^fedk_[\w-]{43}$/);
  expect(instances.get("veria")?.apiKey).toMatch(/^hubk_[\w-]{43}$/);
  expect(Buffer.from(root, "base64").length).toBe(32);
  expect(identity.seed).toStartWith("SU");
  expect(identity.publicKey).toMatch(/^U[A-Z2-7]{55}$/);
});

test("a project cannot take the name of the Meta Hub's own files", async () => {
  await expect(keepKeys(folder, ["admin"])).rejects.toThrow('"admin"');
});

test("each hub runs alone from the file left for it, and an instance never gets the root key", async () => {
  const keys = await keepKeys(folder, ["veria"]);
  await writeEnvFile(
    folder,
    "meta",
    metaVariables(keys, servers, { host: "127.0.0.1", port: 5400, configDir: folder }),
  );
  await writeEnvFile(folder, "veria", hubVariables(keys, servers, veria));
  const meta = await readMetaEnv({ FED_DATA_DIR: folder });
  const hub = await readHubEnv({ FED_DATA_DIR: folder }, "veria");
  expect(meta.MESH_HMAC_KEY).toBe(keys.root);
  expect(hub).toMatchObject({ HUB_PORT: 5401, HUB_MESH_NS: "veria.mesh", DATABASE_URL: servers.databaseUrl });
  expect(await Bun.file(join(folder, "env", "veria.env")).text()).not.toContain(keys.root);
  expect((await stat(join(folder, "env", "veria.env"))).mode & 0o777).toBe(0o600);
});

test("the derived keys are those of the published vector", async () => {
  const keys = await keepKeys(folder, ["veria"], {
    root: Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString("base64"),
  });
  const { MESH_HMAC_KEY = "", MESH_RECEIPT_KEY = "" } = hubVariables(keys, servers, veria);
  const hex = (key: string) => Buffer.from(key.replace("whsec_", ""), "base64").toString("hex");
  expect(hex(MESH_HMAC_KEY)).toBe("525ed5572b10c66159794d1d10b46b4600d2b579f0904013eccb2dddeaba9a67");
  expect(hex(MESH_RECEIPT_KEY)).toBe("d90b611d4f9b5dd1dc8705b236c1fdebab17a770d513417ec4aa9530e00c581f");
});

test("a line break in a project's name cannot set a variable", () => {
  const text = envFileText({ HUB_NAME: "Veria\nMESH_HMAC_KEY=forged" });
  expect(parseEnvFile(text)).toEqual({ HUB_NAME: "Veria MESH_HMAC_KEY=forged" });
});

test("an address with a user in it gets no seed beside it", async () => {
  const keys = await keepKeys(folder, ["veria"]);
  expect(hubVariables(keys, servers, veria).NATS_NKEY_SEED).toStartWith("SU");
  expect(hubVariables(keys, { ...servers, natsUrl: "nats://u:p@h:4222" }, veria).NATS_NKEY_SEED).toBeUndefined();
});
