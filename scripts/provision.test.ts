import { afterAll, beforeAll, expect, test } from "bun:test";
import { chmod, cp, mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { connectMesh } from "../server/mesh/connect.ts";
import { parseEnvFile } from "../server/platform/env.ts";
import { silentLog } from "../server/platform/log.ts";
import { findFreePort } from "./embedded/freePort.ts";
import { type EmbeddedNats, startNats } from "./embedded/nats.ts";
import { type EmbeddedPostgres, startPostgres } from "./embedded/postgres.ts";
import { projectRoot } from "./provision/testing/composeFile.ts";
import { type HubProcess, startHub } from "./start/hubProcess.ts";
import { eventually } from "./testing/eventually.ts";
import { queryOnce } from "./testing/queryOnce.ts";
import { runScript } from "./testing/runScript.ts";

let folder: string;
let postgres: EmbeddedPostgres;
let broker: EmbeddedNats;
let hub: HubProcess;
let environment: Record<string, string>;
let metaUrl: string;
const added: HubProcess[] = [];
const logs: string[] = [];

const out = (path: string) => join(folder, "out", path);
const read = async (path: string) => Bun.file(out(path)).text();
const variablesOf = async (who: string) => parseEnvFile(await read(`hubs/${who}/env/${who}.env`));
const { PATH = "", HOME = "" } = process.env;

async function provision(...args: string[]): Promise<void> {
  const { code, output, errors } = await runScript("provision", args, environment);
  logs.push(output, errors);
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
}

/** As the services of docker-compose.yml do it, one after the other; the servers are this machine's. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fed-provision-"));
  // As root, PostgreSQL runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  const [natsPort, metaPort] = await Promise.all([findFreePort(), findFreePort()]);
  metaUrl = `http://127.0.0.1:${metaPort}`;
  await cp(join(projectRoot, "deploy/config"), join(folder, "config"), { recursive: true });
  postgres = await startPostgres({ dataDir: join(folder, "postgres"), settings: { fsync: "off" } });
  environment = {
    FED_DATA_DIR: join(folder, "federation"),
    FED_CONFIG_DIR: join(folder, "config"),
    FED_PORT: String(metaPort),
    DATABASE_URL: postgres.url("postgres"),
    NATS_URL: `nats://127.0.0.1:${natsPort}`,
  };
  await provision("keys", "--out", out(""));
  broker = await startNats({
    dataDir: join(folder, "nats"),
    port: natsPort,
    configFile: out("services/nats/nats.conf"),
  });
  await provision("databases");
  hub = startHub({
    who: "meta",
    args: ["--scope=meta"],
    variables: { PATH, HOME, FED_DATA_DIR: out("hubs/meta") },
    logFile: join(folder, "meta.log"),
  });
  await eventually(async () => (await fetch(`${metaUrl}/ready`)).ok);
}, 60_000);
afterAll(async () => {
  await Promise.all([hub, ...added].map((one) => one?.stop()));
  await Promise.all([broker?.stop(), postgres?.stop()]);
  await rm(folder, { recursive: true, force: true });
});

test("a Meta Hub runs on the folder that was made for it, and Prometheus's key reads there, and does nothing else", async () => {
  const key = await read("services/prometheus/meta.key");
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(metaUrl + path, { ...init, headers: { authorization: `Bearer ${key}`, "content-type": "application/json" } });
  const projects: unknown = await (await ask("/api/fed/projects")).json();
  expect(projects).toEqual([
    expect.objectContaining({ slug: "performia" }),
    expect.objectContaining({ slug: "rollizr" }),
    expect.objectContaining({ slug: "veria" }),
  ]);
  expect((await ask("/trpc/projects.reconcile", { method: "POST", body: "{}" })).status).toBe(403);
});

test("a second Meta Hub runs on a copy of the folder, at another port", async () => {
  const port = await findFreePort();
  await cp(out("hubs/meta"), out("hubs/meta-2"), { recursive: true });
  const variables = { PATH, HOME, FED_DATA_DIR: out("hubs/meta-2"), FED_PORT: String(port) };
  added.push(startHub({ who: "meta", args: ["--scope=meta"], variables, logFile: join(folder, "meta-2.log") }));
  await eventually(async () => (await fetch(`http://127.0.0.1:${port}/ready`)).ok);
}, 20_000);

test("no part is given another's secrets, and only the Meta Hub the root", async () => {
  const secretsOf = async (who: string) => {
    const { DATABASE_URL, NATS_NKEY_SEED, HUB_API_KEY, MESH_HMAC_KEY, MESH_RECEIPT_KEY } = await variablesOf(who);
    return [DATABASE_URL, NATS_NKEY_SEED, HUB_API_KEY, MESH_HMAC_KEY, MESH_RECEIPT_KEY].flatMap((one) => one ?? []);
  };
  const owners = ["meta", "veria", "performia", "rollizr"];
  const secrets = await Promise.all(owners.map(secretsOf));
  expect(secrets.map(({ length }) => length)).toEqual([3, 5, 5, 5]);
  expect(new Set(secrets.flat()).size).toBe(18);
  for (const [index, who] of owners.entries()) {
    const files = await readdir(out(`hubs/${who}`), { recursive: true, withFileTypes: true });
    const texts = files
      .filter((file) => file.isFile())
      .map((file) => Bun.file(join(file.parentPath, file.name)).text());
    const all = (await Promise.all(texts)).join("\n");
    for (const [owner, own] of secrets.entries()) {
      for (const secret of own) expect(all.includes(secret)).toBe(owner === index);
    }
  }
});

test("what was made is in files that only the folder's owner reaches, and in no output", async () => {
  for (const path of ["hubs/veria", "services/postgres", "services/grafana"]) {
    expect((await stat(out(path))).mode & 0o777).toBe(0o700);
  }
  const secrets = [await read("services/postgres/password"), await read("services/grafana/reader.password")];
  for (const secret of secrets) expect(logs.join("\n")).not.toContain(secret);
});

test("no hub enters another's database, and nobody but the superuser the server's own", async () => {
  const veria = new URL((await variablesOf("veria")).DATABASE_URL ?? "");
  expect(await queryOnce(veria.href, `select count(*)::int as scans from "Scan"`)).toEqual([{ scans: 0 }]);
  for (const database of ["commandcenter_fed", "hub_performia", "postgres", "template1"]) {
    veria.pathname = `/${database}`;
    await expect(queryOnce(veria.href, "select 1")).rejects.toThrow("permission denied for database");
  }
});

test("again, it keeps every key and all data", async () => {
  const before = await Promise.all(["meta", "veria"].map(variablesOf));
  await provision("keys", "--out", out(""));
  await provision("databases");
  expect(await Promise.all(["meta", "veria"].map(variablesOf))).toEqual(before);
  expect((await fetch(`${metaUrl}/ready`)).ok).toBe(true);
});

test("a project that is declared later comes online when the broker has read its configuration again", async () => {
  const port = await findFreePort();
  const file = join(folder, "config/projects.yaml");
  const { projects } = parse(await Bun.file(file).text());
  const late = { slug: "late", name: "Late", hubUrl: `http://127.0.0.1:${port}`, meshNs: "late.mesh", domain: "Infra" };
  await Bun.write(file, stringify({ projects: [...projects, late] }));
  await provision("keys", "--out", out(""));
  await provision("databases");
  const { NATS_NKEY_SEED, NATS_URL = "" } = await variablesOf("late");
  const knock = async () => {
    const mesh = await connectMesh({
      url: NATS_URL,
      nkeySeed: NATS_NKEY_SEED,
      name: "late",
      log: silentLog,
      giveUpAfterMs: 0,
    });
    await mesh.close();
    return true;
  };
  await expect(knock()).rejects.toThrow();
  broker.kill("SIGHUP");
  await eventually(knock);

  const root = join(folder, "late");
  await mkdir(root);
  await Bun.write(join(root, "main.go"), "package main\n");
  const variables = { PATH, HOME, FED_DATA_DIR: out("hubs/late") };
  const args = ["--scope=project", "--project", "late", "--root", root];
  added.push(startHub({ who: "late", args, variables, logFile: join(folder, "late.log") }));
  const headers = { authorization: `Bearer ${await read("services/prometheus/meta.key")}` };
  await eventually(
    async () => {
      const told: unknown = await (await fetch(`${metaUrl}/api/fed/projects`, { headers })).json();
      expect(told).toContainEqual(expect.objectContaining({ slug: "late", status: "online" }));
      return true;
    },
    { timeoutMs: 20_000 },
  );

  // A new key in place of the old one, which the broker knows no more.
  await rm(join(folder, "federation/keys/late.nkey"));
  await provision("keys", "--out", out(""));
  expect((await variablesOf("late")).NATS_NKEY_SEED).not.toBe(NATS_NKEY_SEED);
  broker.kill("SIGHUP");
  await eventually(
    async () =>
      await knock().then(
        () => false,
        () => true,
      ),
  );
}, 60_000);

test("a rotation reaches the hubs by what `provision keys` hands out after each of its steps", async () => {
  const keysOf = async (who: string) => (await variablesOf(who)).MESH_HMAC_KEY?.split(" ") ?? [];
  const idsOf = async () => (await variablesOf("meta")).MESH_KEY_IDS;
  const rotation = async (...args: string[]) => {
    const { code } = await runScript("mesh-keys", args, environment);
    await provision("keys", "--out", out(""));
    return code;
  };
  const [old = "none"] = await keysOf("veria");
  expect(await rotation("rotate")).toBe(0);
  expect({ ids: await idsOf(), keys: await keysOf("veria") }).toEqual({
    ids: "k2,k1",
    keys: [expect.any(String), old],
  });
  const [fresh = "none"] = await keysOf("veria");
  expect(fresh).not.toBe(old);
  // No hub runs here that could prove it: then nothing changes.
  expect(await rotation("retire")).toBe(1);
  expect(await idsOf()).toBe("k2,k1");
  expect(await rotation("retire", "--force")).toBe(0);
  expect({ ids: await idsOf(), keys: await keysOf("veria") }).toEqual({ ids: "k2", keys: [fresh] });
}, 30_000);
