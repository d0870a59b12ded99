import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { health } from "../contracts/events.ts";
import { instanceGraph } from "../contracts/instance.ts";
import { eventStream, requestSubject } from "../contracts/subjects.ts";
import { findFreePort } from "../scripts/embedded/freePort.ts";
import { createTestDatabase } from "../scripts/testing/database.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { startTestNats } from "../scripts/testing/nats.ts";
import { connectMesh, type Mesh } from "./mesh/connect.ts";
import { ensureEventStream } from "./mesh/ensureStream.ts";
import { type GrantScope, signGrant } from "./mesh/grant.ts";
import { sendSigned } from "./mesh/sendSigned.ts";
import { readHubEnv } from "./platform/env.ts";
import { encodeKey } from "./platform/keys/deriveKeys.ts";
import { silentLog } from "./platform/log.ts";
import { type ProjectHub, startProjectHub } from "./projectHub.ts";

const actionKey = Buffer.alloc(32, 7);
const apiKey = "hub-key-0123456789abcdef";
const stops: (() => unknown)[] = [];
let hub: ProjectHub;
let mesh: Mesh;
let root: string;
let startHub: () => Promise<ProjectHub>;
const pulses: { subject: string; payload: unknown }[] = [];
const events: { subject: string; payload: unknown }[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "hub-"));
  stops.push(() => rm(root, { recursive: true }));
  await writeFile(join(root, "main.ts"), "// TODO: more\nexport function main() {}\n");
  await writeFile(join(root, "hub.yaml"), "allowFanout: [graph.refresh]\ntools: [vault]\n");
  const database = await createTestDatabase("instance");
  stops.push(() => database.drop());
  const nats = await startTestNats();
  stops.push(() => nats.stop());
  mesh = await connectMesh({ url: nats.url, name: "test", log: silentLog });
  stops.push(() => mesh.close());
  await ensureEventStream(mesh);
  collect("fed.*.*.hub.>", pulses);
  for (const subject of eventStream.subjects) collect(subject, events);
  await mesh.nc.flush();

  const port = await findFreePort();
  const env = await readHubEnv(
    {
      FED_DATA_DIR: join(root, ".data"),
      DATABASE_URL: database.url,
      NATS_URL: nats.url,
      HUB_PORT: String(port),
      HUB_NAME: "Veria",
      HUB_API_KEY: apiKey,
      HUB_BEAT_SECONDS: "1",
      MESH_HMAC_KEY: encodeKey(actionKey),
      MESH_RECEIPT_KEY: encodeKey(Buffer.alloc(32, 8)),
    },
    "veria",
  );
  startHub = () => startProjectHub({ env, slug: "veria", root, log: silentLog });
  hub = await startHub();
  stops.push(() => hub.stop());
});

afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

function collect(subject: string, into: { subject: string; payload: unknown }[]): void {
  mesh.nc.subscribe(subject, {
    callback: (_error, message) => void into.push({ subject: message.subject, payload: message.json() }),
  });
}

/** Waits until the expectations hold. */
const untilTrue = (expectations: () => void) =>
  eventually(
    () => {
      expectations();
      return true;
    },
    { timeoutMs: 25_000 },
  );

const lastOf = (list: typeof events, subject: RegExp) => list.findLast((event) => subject.test(event.subject))?.payload;
const ask = (path: string, init: RequestInit = {}) =>
  fetch(new URL(path, hub.address), { redirect: "manual", ...init });
const askWithKey = (path: string, init: RequestInit = {}) => ask(path, { ...init, headers: { "x-api-key": apiKey } });

test("presence and health are told on the beat, with what this hub measured of itself", async () => {
  await untilTrue(() =>
    expect(pulses.filter(({ subject }) => subject.includes("hub.health")).length).toBeGreaterThan(1),
  );
  expect(lastOf(pulses, /hub\.presence\.veria-[0-9a-f]{8}$/)).toEqual({
    projectSlug: "veria",
    meshNs: "veria.mesh",
    hubUrl: hub.address.origin,
    version: expect.any(String),
    tools: ["vislzr", "vault"],
    capabilities: ["graph.refresh"],
  });
  await untilTrue(() => expect(lastOf(pulses, /hub\.health/)).toMatchObject({ status: "ok", degradedReasons: [] }));
  expect(lastOf(pulses, /hub\.health/)).toMatchObject({ latencyMs: expect.any(Number) });
});

test("a forged action is told by the next health, and makes no audit that anybody asked for", async () => {
  const subject = requestSubject.audit("veria.mesh", "security");
  const forged = { mesh, subject, id: "act_forged_1", body: Buffer.from("{}"), keys: [Buffer.alloc(32, 9)] };
  // Once the hub listens for actions, which is a little after its first beat.
  await eventually(() => {
    sendSigned({ ...forged, now: new Date() });
    const { refusedRequests } = health.parse(lastOf(pulses, /hub\.health/));
    return (refusedRequests?.lastHour ?? 0) > 0 && refusedRequests?.reason === "signature does not match";
  });
  expect(await askWithKey("/api/audits").then((answer) => answer.text())).not.toContain("act_forged_1");
});

test("the summaries say what is in the repository", async () => {
  await untilTrue(() =>
    expect(lastOf(events, /veria\.mesh\.graph\.summary\.nodes$/)).toMatchObject({
      projectSlug: "veria",
      counts: { files: 2, symbols: 1, tasks: 1 },
    }),
  );
  expect(lastOf(events, /deploy\.summary\.status$/)).toMatchObject({ projectSlug: "veria" });
  await untilTrue(() =>
    expect(lastOf(events, /audit\.summary\.status$/)).toMatchObject({ lastRun: expect.any(String) }),
  );
  await untilTrue(() => expect(lastOf(events, /audit\.result\.security$/)).toMatchObject({ projectSlug: "veria" }));
});

test("a change in the working tree is told within seconds", async () => {
  await writeFile(join(root, "second.ts"), "export class Second {}\n");
  await untilTrue(() =>
    expect(lastOf(events, /graph\.summary\.nodes$/)).toMatchObject({ counts: { files: 3, symbols: 2 } }),
  );
});

test("a changed hub.yaml takes effect without a restart; a broken one changes nothing", async () => {
  const allowed = async () => (await (await askWithKey("/api/capabilities")).json()).allowFanout;
  await writeFile(join(root, "hub.yaml"), "allowFanout: [graph.refresh, audit.security]\ntools: [vault]\n");
  await eventually(async () => (await allowed()).length === 2);
  await writeFile(join(root, "hub.yaml"), "allowFanout: [everything]\n");
  await writeFile(join(root, "third.ts"), "export {};\n");
  await untilTrue(() => expect(lastOf(events, /graph\.summary\.nodes$/)).toMatchObject({ counts: { files: 4 } }));
  expect(await allowed()).toEqual(["graph.refresh", "audit.security"]);
  await writeFile(join(root, "hub.yaml"), "allowFanout: [graph.refresh]\ntools: [vault]\n");
  await eventually(async () => (await allowed()).length === 1);
}, 60_000);

test("the API refuses whoever shows nothing with 401, and a wrong key with 403", async () => {
  for (const path of ["/api/capabilities", "/api/graph", "/api/task", "/api/audits", "/api/audits/x", "/api/nothing"]) {
    const missing = await ask(path);
    expect([path, missing.status, missing.headers.get("www-authenticate")]).toEqual([path, 401, "ApiKey"]);
    expect(await missing.json()).toMatchObject({ error: { code: "unauthenticated" } });
    for (const headers of [{ "x-api-key": `${apiKey}x` }, { authorization: "Bearer grant_x.y" }]) {
      expect([path, (await ask(path, { headers })).status]).toEqual([path, 403]);
    }
  }
});

test("the manifest is the blueprint's, with what the instance allows", async () => {
  const response = await ask("/api/capabilities", { headers: { authorization: `Bearer ${apiKey}` } });
  expect(await response.json()).toMatchObject({
    project: "veria",
    tools: ["vislzr", "vault"],
    endpoints: { graph: "/api/graph", task: "/api/task" },
    allowFanout: ["graph.refresh"],
    ui: "/vislzr",
  });
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("the graph comes by pages, whose files are together all of them", async () => {
  const paths: string[] = [];
  for (let offset: number | null = 0; offset !== null; ) {
    const page = instanceGraph.parse(await (await askWithKey(`/api/graph?limit=2&offset=${offset}`)).json());
    expect(page.counts.files).toBe(4);
    paths.push(...page.files.map(({ path }) => path));
    offset = page.next;
  }
  expect(paths).toEqual(["hub.yaml", "main.ts", "second.ts", "third.ts"]);
  expect(await (await askWithKey("/api/task")).json()).toMatchObject({
    tasks: [{ path: "main.ts", line: 1, tag: "TODO", text: "more" }],
    total: 1,
    next: null,
  });
});

test("an audit is listed, and opens into its findings", async () => {
  const { audits } = await (await askWithKey("/api/audits?kind=security")).json();
  expect(audits).toHaveLength(1);
  const card = await (await askWithKey(`/api/audits/${audits[0].id}`)).json();
  expect(card.audit).toEqual(audits[0]);
  expect((await askWithKey(`/api/audits/${crypto.randomUUID()}`)).status).toBe(404);
});

test("a value that makes no sense is 422 and named; a method that writes is 405", async () => {
  for (const [path, field] of [
    ["/api/graph?limit=0", "limit"],
    ["/api/graph?offset=-1", "offset"],
    ["/api/task?tag=todo", "tag"],
    ["/api/audits?status=fine", "status"],
    ["/api/capabilities?x=1", "x"],
  ] as const) {
    const response = await askWithKey(path);
    expect([path, response.status, (await response.json()).error.field]).toEqual([path, 422, field]);
  }
  for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
    const response = await askWithKey("/api/graph", { method });
    expect([method, response.status, response.headers.get("allow")]).toEqual([method, 405, "GET, HEAD"]);
    expect((await ask("/health", { method })).status).toBe(405);
  }
});

test("a grant opens the API for a program, and a session for a browser, once", async () => {
  const grant = (scope: GrantScope) =>
    signGrant({ actionKey, slug: "veria", scope, expiresAt: new Date(Date.now() + 30_000) });
  const asks = (scope: GrantScope) => ask("/api/task", { headers: { authorization: `Bearer ${grant(scope)}` } });
  expect([(await asks("verify")).status, (await asks("open")).status]).toEqual([200, 403]);
  expect((await ask(`/vislzr?grant=${grant("verify")}`)).status).toBe(403);

  const link = `/vislzr?file=main.ts&grant=${grant("open")}`;
  const arrival = await ask(link);
  expect([arrival.status, arrival.headers.get("location")]).toEqual([303, "/vislzr?file=main.ts"]);
  const cookie = arrival.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/^hub_veria_session=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  const headers = { cookie: cookie.split(";")[0] ?? "" };
  expect((await ask("/api/task", { headers })).status).toBe(200);
  expect((await ask("/api/task", { headers: { ...headers, "sec-fetch-site": "cross-site" } })).status).toBe(403);
  expect((await ask(link)).status).toBe(403);

  const foreign = signGrant({ actionKey, slug: "performia", scope: "open", expiresAt: new Date(Date.now() + 30_000) });
  expect((await ask(`/vislzr?grant=${foreign}`)).status).toBe(403);
});

test("health is open and says no more than that it runs", async () => {
  expect(await (await ask("/health")).json()).toEqual({ status: "ok", project: "veria", version: expect.any(String) });
});

test("an address that is taken is said in words a person can act on", async () => {
  await expect(startHub()).rejects.toThrow("HUB_PORT names another port");
});

test("stopped, it answers no longer; started again, it knows what it knew", async () => {
  await hub.stop();
  await expect(ask("/health")).rejects.toThrow();
  hub = await startHub();
  expect(instanceGraph.parse(await (await askWithKey("/api/graph")).json()).counts.files).toBe(4);
});
