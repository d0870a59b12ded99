import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFederationClient } from "../contracts/client.ts";
import { eventSubject, requestSubject } from "../contracts/subjects.ts";
import { connectMesh } from "../server/mesh/connect.ts";
import { sendSigned } from "../server/mesh/sendSigned.ts";
import { type MetaHub, startMetaHub } from "../server/metaHub.ts";
import { openFederationDb, openInstanceDb } from "../server/platform/db.ts";
import { readHubEnv, readMetaEnv } from "../server/platform/env.ts";
import { deriveActionKey, deriveReceiptKey } from "../server/platform/keys/deriveKeys.ts";
import { silentLog as log } from "../server/platform/log.ts";
import { type ProjectHub, startProjectHub } from "../server/projectHub.ts";
import { findFreePort } from "./embedded/freePort.ts";
import { createTestDatabase } from "./testing/database.ts";
import { eventually } from "./testing/eventually.ts";
import { startTestNats } from "./testing/nats.ts";
import { runScript } from "./testing/runScript.ts";

let folder: string;
const stops: (() => unknown)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fed-rotation-"));
  stops.push(() => rm(folder, { recursive: true }));
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const meshKeys = (...args: string[]) =>
  runScript("mesh-keys", args, { FED_DATA_DIR: join(folder, "data"), FED_CONFIG_DIR: folder });
const contentOf = (...path: string[]) => Bun.file(join(folder, "data", ...path)).text();

/** Puts a federation of one project on the data folder, whose two hubs are started with what its files say then. */
async function openFederation() {
  const [hubPort, metaPort] = [await findFreePort(), await findFreePort()];
  const root = await mkdtemp(join(tmpdir(), "fed-rotation-root-"));
  stops.push(() => rm(root, { recursive: true }));
  await writeFile(join(root, "hub.yaml"), "allowFanout: [audit.security]\n");
  const veria = { slug: "veria", name: "Veria", hubUrl: `http://127.0.0.1:${hubPort}`, meshNs: "veria.mesh" };
  const projects = JSON.stringify({ projects: [{ ...veria, allowFanout: ["audit.security"] }] });
  await writeFile(join(folder, "projects.yaml"), projects);
  expect(await meshKeys()).toMatchObject({ code: 0, errors: "" });

  const databases = { meta: await createTestDatabase("federation"), veria: await createTestDatabase("instance") };
  stops.push(databases.meta.drop, databases.veria.drop);
  const nats = await startTestNats({ configFile: join(folder, "data", "nats", "nats.conf") });
  stops.push(nats.stop);
  const given = { FED_DATA_DIR: join(folder, "data"), FED_CONFIG_DIR: folder, NATS_URL: nats.url };
  const metaEnv = (more = {}) =>
    readMetaEnv({ ...given, DATABASE_URL: databases.meta.url, FED_PORT: String(metaPort), ...more });
  let meta: MetaHub | undefined;
  let hub: ProjectHub | undefined;
  stops.push(() => Promise.all([meta?.stop(), hub?.stop()]));
  const dbs = { meta: openFederationDb(databases.meta.url), veria: openInstanceDb(databases.veria.url) };
  stops.push(dbs.meta.close, dbs.veria.close);
  const mesh = await connectMesh({ url: nats.url, nkeySeed: (await metaEnv()).NATS_NKEY_SEED, name: "test", log });
  stops.push(mesh.close);

  return {
    mesh,
    rootKey: Buffer.from((await metaEnv()).MESH_HMAC_KEY, "base64"),
    async restartMeta(more = {}) {
      await meta?.stop();
      meta = await startMetaHub({ env: await metaEnv(more), log, force: false });
    },
    async restartHub() {
      await hub?.stop();
      const env = await readHubEnv({ ...given, DATABASE_URL: databases.veria.url, HUB_BEAT_SECONDS: "1" }, "veria");
      hub = await startProjectHub({ env, slug: "veria", root, log });
    },
    /** Sweeps, and answers how that ended once it has, and how a person who opens the instance is received. */
    async use(): Promise<[string, number]> {
      const { origin = "" } = meta?.address ?? {};
      const apiKey = (await contentOf("keys", "admin.key")).trim();
      const client = createFederationClient({ url: origin, apiKey });
      const ask = { action: "fed.audit.security.sweep", select: { all: true } } as const;
      // A hub that is heard of between the plan and the start changes the plan: then it is made again.
      const { runId } = await eventually(async () => {
        const { planHash } = await client.actions.plan.query(ask);
        return await client.actions.start.mutate({ ...ask, planHash, idempotencyKey: crypto.randomUUID() });
      });
      // A hub that has only just started scans first.
      const ended = await eventually(
        async () => {
          const run = await client.actions.run.query({ runId });
          return run.state === "running" ? "" : run.state;
        },
        { timeoutMs: 40_000 },
      );
      const opened = await fetch(`${origin}/open/veria`, { redirect: "manual", headers: { "x-api-key": apiKey } });
      const page = await fetch(opened.headers.get("location") ?? "", { redirect: "manual" });
      return [ended, page.status];
    },
    /** Audits that somebody asked for; the hub runs some by itself. */
    audits: () => dbs.veria.prisma.audit.count({ where: { actionId: { not: null } } }),
    quarantined: () => dbs.meta.prisma.quarantinedEvent.findMany({ select: { subject: true, reason: true } }),
  };
}

describe("mesh:keys rotate and retire", () => {
  const works: [string, number] = ["completed", 303];

  test("replace the keys while actions, receipts and grants go on; the old key is refused once it is retired", async () => {
    const federation = await openFederation();
    const { restartMeta, restartHub, use } = federation;
    await Promise.all([restartMeta(), restartHub()]);
    expect(await use()).toEqual(works);

    const rotated = await meshKeys("rotate");
    expect(rotated.output).toStartWith("k2 is new.");
    expect(rotated.output).not.toContain("whsec_");
    expect(rotated).toMatchObject({ code: 0, errors: "" });
    expect(await contentOf("env", "meta.env")).toContain("MESH_KEY_IDS=k2,k1\n");
    const early = await meshKeys("retire");
    expect(early).toMatchObject({ code: 1, output: expect.stringContaining("veria does not know k2 yet") });

    await restartMeta();
    expect(await use()).toEqual(works);
    // And the other way round: the hub was restarted, and the Meta Hub was not.
    await Promise.all([restartHub(), restartMeta({ MESH_KEY_IDS: "k1" })]);
    expect(await use()).toEqual(works);

    const retired = await meshKeys("retire", "--json");
    expect(JSON.parse(retired.output)).toMatchObject({
      retired: "k1",
      hubs: [{ slug: "veria", knows: true }],
      made: { keyIds: ["k2"] },
    });
    await restartMeta();
    expect(await use()).toEqual(works);
    await restartHub();
    expect(await use()).toEqual(works);
    expect(await federation.audits()).toBe(5);
    expect(await federation.quarantined()).toEqual([]);

    const { mesh, rootKey } = federation;
    const signedAs = (id: string, subject: string, body: object, key: Buffer) =>
      sendSigned({ ...{ mesh, subject, id, keys: [key], now: new Date() }, body: Buffer.from(JSON.stringify(body)) });
    const sub = requestSubject.audit("veria.mesh", "security");
    const id = "act_signed_with_k1";
    const action = { v: 1, id, iss: "meta", aud: "veria", sub, type: "audit.security", args: {} };
    signedAs(id, sub, { ...action, exp: Math.floor(Date.now() / 1000) + 60 }, deriveActionKey(rootKey, "veria", "k1"));
    const receipt = { v: 1, actionId: id, projectSlug: "veria", state: "accepted", at: new Date().toISOString() };
    const told = eventSubject.actionReceipt("veria.mesh");
    signedAs(crypto.randomUUID(), told, receipt, deriveReceiptKey(rootKey, "veria", "k1"));
    await eventually(async () => (await federation.quarantined()).length > 0);
    expect(await federation.quarantined()).toEqual([{ subject: told, reason: "receipt: signature does not match" }]);
    expect(await use()).toEqual(works);
    expect(await federation.audits()).toBe(6);
  }, 90_000);

  test("go on from where they were: numbers only rise, and one rotation is ended before the next begins", async () => {
    expect(await meshKeys("retire")).toMatchObject({ code: 2, errors: expect.stringContaining("Only k2 is in use") });
    expect((await meshKeys("rotate")).output).toStartWith("k3 is new. k2 is good beside it");
    expect(await meshKeys("rotate")).toMatchObject({ code: 2, errors: expect.stringContaining("k2 must be retired") });
    expect((await stat(join(folder, "data", "keys", "mesh.kids"))).mode & 0o777).toBe(0o600);
  });

  test("retire by force although a hub cannot be asked, and say which one that is", async () => {
    const projects = [{ slug: "veria", name: "Veria", hubUrl: "http://127.0.0.1:9", meshNs: "veria.mesh" }];
    await writeFile(join(folder, "projects.yaml"), JSON.stringify({ projects }));
    expect(await meshKeys("retire")).toMatchObject({ code: 1, output: expect.stringContaining("cannot be asked") });
    const forced = await meshKeys("retire", "--force");
    expect(forced.output).toStartWith("k2 is retired; k3 is the only key.");
    expect(forced.output).toContain("veria cannot be asked at http://127.0.0.1:9");
  });

  test("leave a list that the environment gives to whoever set it", async () => {
    const environment = { FED_DATA_DIR: join(folder, "data"), FED_CONFIG_DIR: folder, MESH_KEY_IDS: "k9" };
    const refused = await runScript("mesh-keys", ["rotate"], environment);
    expect(refused).toMatchObject({ code: 2, errors: expect.stringContaining("MESH_KEY_IDS is set") });
    const wrong = await runScript("mesh-keys", [], { ...environment, MESH_KEY_IDS: "k1,k1" });
    expect(wrong).toMatchObject({ code: 2, errors: expect.stringContaining("different key ids") });
  });
});
