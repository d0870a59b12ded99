import { afterAll, beforeAll, expect, test } from "bun:test";
import { tmpdir } from "node:os";
import type { AnyElysia } from "elysia";
import { hubConfig } from "../../../../contracts/config.ts";
import { instanceAudit } from "../../../../contracts/instance.ts";
import { createTestDatabase } from "../../../../scripts/testing/database.ts";
import type { InstanceContext } from "../../../instance/context.ts";
import { type GrantScope, signGrant } from "../../../mesh/grant.ts";
import { systemClock } from "../../../platform/clock.ts";
import { openInstanceDb } from "../../../platform/db.ts";
import { silentLog } from "../../../platform/log.ts";
import { silentTelemetry } from "../../../platform/telemetry/silent.ts";
import { createProjectApp } from "../../project.ts";

const apiKey = "the-key-of-this-hub-0123456789";
const actionKey = Buffer.alloc(32, 3);
let app: AnyElysia;
let ctx: InstanceContext;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase("instance");
  const db = openInstanceDb(database.url);
  const project = { slug: "veria", name: "Veria", meshNs: "veria.mesh", hubUrl: "http://127.0.0.1:5401" };
  const config = hubConfig.parse({});
  ctx = { db, clock: systemClock, log: silentLog, project, root: tmpdir(), config };
  const runtime = { version: "1", startedAt: new Date(), scanProgress: () => null, meshConnected: () => false };
  app = createProjectApp({
    ctx,
    runtime,
    telemetry: silentTelemetry,
    clientDir: tmpdir(),
    apiKey,
    actionKeys: [actionKey],
  });
  drop = async () => {
    await db.close();
    await database.drop();
  };
});

afterAll(() => drop());

const ask = (path: string, init: RequestInit = {}) => app.handle(new Request(`http://hub.test${path}`, init));
const keyed = (path: string) => ask(path, { headers: { "x-api-key": apiKey } });

const some = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
/** Every address of the API, each with a query that is fine. */
const endpoints = [
  ...["/api/capabilities", "/api/graph", "/api/graph/outline", "/api/task", "/api/audits", "/api/status"],
  ...[`/api/audits/${some}`, "/api/file?path=a.ts", "/api/search?text=a"],
];

test.each(endpoints)("%s refuses who has no key, and who has a wrong one", async (path) => {
  expect((await ask(path)).status).toBe(401);
  expect((await ask(path, { headers: { "x-api-key": `${apiKey}x` } })).status).toBe(403);
  expect((await ask(path, { headers: { authorization: "Bearer nothing" } })).status).toBe(403);
  const grant = { slug: "performia", scope: "verify", actionKey, expiresAt: new Date(Date.now() + 30_000) } as const;
  expect((await ask(path, { headers: { authorization: `Bearer ${signGrant(grant)}` } })).status).toBe(403);
  expect((await ask(path, { headers: { cookie: "hub_veria_session=nothing" } })).status).toBe(401);
});

test.each(endpoints)("%s can only be read", async (path) => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    const answer = await ask(path, { method, headers: { "x-api-key": apiKey } });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD");
  }
});

test.each(endpoints)("%s names a field that it does not know", async (path) => {
  const answer = await keyed(`${path}${path.includes("?") ? "&" : "?"}colour=red`);
  expect(answer.status).toBe(422);
  expect((await answer.json()).error).toMatchObject({ code: "invalid_input", field: "colour" });
});

test.each([
  ["/api/graph?limit=0", "limit"],
  ["/api/graph?depth=deep", "depth"],
  ["/api/graph?folder=a%00b", "folder"],
  ["/api/graph/outline?open=a%00", "open"],
  [`/api/graph/outline?open=${Array.from({ length: 201 }, (_, n) => n).join("//")}`, "open"],
  ["/api/task?tag=MAYBE", "tag"],
  ["/api/task?offset=-1", "offset"],
  ["/api/audits?kind=everything", "kind"],
  ["/api/audits?limit=9999", "limit"],
  [`/api/audits/${some}?severity=awful`, "severity"],
  ["/api/file", "path"],
  ["/api/file?path=%00", "path"],
  ["/api/search?text=", "text"],
  ["/api/search?text=a&limit=many", "limit"],
  ["/api/search?text=a&text=b", "text"],
])("%s is refused, naming %s", async (path, field) => {
  const answer = await keyed(path);
  expect(answer.status).toBe(422);
  expect((await answer.json()).error).toMatchObject({ code: "invalid_input", field });
});

test("where browsers come by https, whatever the proxy asks with, the cookie and the visits stay there", async () => {
  const runtime = { version: "1", startedAt: new Date(), scanProgress: () => null, meshConnected: () => false };
  const common = { runtime, telemetry: silentTelemetry, clientDir: tmpdir(), apiKey, actionKeys: [actionKey] };
  const behind = [
    createProjectApp({ ctx, ...common, publicUrl: "https://veria.example" }),
    createProjectApp({ ctx: { ...ctx, project: { ...ctx.project, hubUrl: "https://veria.example" } }, ...common }),
    createProjectApp({ ctx, ...common }),
  ];
  const answers = await Promise.all(
    behind.map((hub) => {
      const expiresAt = new Date(Date.now() + 30_000);
      const grant = signGrant({ slug: "veria", scope: "open", actionKey, expiresAt });
      return hub.handle(new Request(`http://hub.test/vislzr?grant=${grant}`));
    }),
  );
  expect(answers.map(({ headers }) => (headers.get("set-cookie") ?? "").includes("; Secure"))).toEqual([
    true,
    true,
    false,
  ]);
  expect(answers.map(({ headers }) => headers.has("strict-transport-security"))).toEqual([true, true, false]);
});

test("an audit is cancelled with the hub's own key, and with nothing else", async () => {
  const id = Bun.randomUUIDv7();
  await ctx.db.prisma.audit.create({ data: { id, kind: "security", status: "queued", startedAt: new Date() } });
  const cancel = (headers: Record<string, string>, audit = id) =>
    ask(`/api/audits/${audit}/cancel`, { method: "POST", headers });
  expect((await cancel({})).status).toBe(401);
  expect((await cancel({ "x-api-key": `${apiKey}x` })).status).toBe(403);
  const grantFor = (scope: GrantScope) =>
    signGrant({ slug: "veria", scope, actionKey, expiresAt: new Date(Date.now() + 30_000) });
  const grant = grantFor("verify");
  expect((await ask("/api/audits", { headers: { authorization: `Bearer ${grant}` } })).status).toBe(200);
  expect((await cancel({ authorization: `Bearer ${grant}` })).status).toBe(403);
  const page = await ask(`/vislzr?grant=${grantFor("open")}`);
  const cookie = page.headers.get("set-cookie")?.split(";")[0] ?? "";
  expect((await cancel({ cookie, "sec-fetch-site": "same-origin" })).status).toBe(403);
  const done = await cancel({ "x-api-key": apiKey });
  expect([done.status, instanceAudit.parse(await done.json())]).toMatchObject([200, { id, status: "cancelled" }]);
  expect((await cancel({ "x-api-key": apiKey })).status).toBe(409);
  expect((await cancel({ "x-api-key": apiKey }, some)).status).toBe(404);
});

test("before the first scan the API answers that nothing is known", async () => {
  expect(await (await keyed("/api/graph")).json()).toMatchObject({ scan: null, files: [], total: 0, next: null });
  expect((await (await keyed("/api/graph/outline")).json()).nodes).toMatchObject([{ id: "", kind: "open", files: 0 }]);
  expect((await keyed(`/api/audits/${some}`)).status).toBe(404);
  expect((await keyed("/api/file?path=a.ts")).status).toBe(404);
  expect(await (await keyed("/api/status")).json()).toMatchObject({ status: "ok", meshConnected: false, version: "1" });
});
