import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { errorBody } from "../../contracts/errors.ts";
import { eventually } from "../../scripts/testing/eventually.ts";
import { startTestMetaApp, type TestMetaApp } from "../../scripts/testing/metaApp.ts";
import { createApiKey, ensureAdminKey } from "../federation/access/keys.ts";
import { defaultRateLimits } from "./gate.ts";
import { fedRoutes } from "./rest/fed.ts";
import { securityHeaders } from "./security.ts";
import { procedureRoles } from "./trpc/roles.ts";
import { appRouter } from "./trpc/root.ts";

let hub: TestMetaApp;
beforeAll(async () => {
  const unlimited = { burst: 1e6, perSecond: 1e6 };
  hub = await startTestMetaApp({
    limits: { ...defaultRateLimits, wrongKey: unlimited },
    corsOrigins: ["https://portal.example"],
  });
});
afterAll(() => hub.stop());

const procedures = Object.keys(appRouter._def.procedures);
const restPaths = Object.keys(fedRoutes).map((path) => path.replace(":name", "veria"));
const guardedPaths = [
  ...restPaths,
  ...procedures.map((name) => `/trpc/${name}`),
  "/trpc/no.such",
  "/trpc/system.session,projects.list?batch=1",
  "/api/no-such",
  "/metrics",
  "/open/veria",
  "/assets/main.js",
  "/index.html",
  "/",
];

describe("whoever has no key", () => {
  test("is refused everywhere but at health, readiness and the sign-in page", async () => {
    for (const path of guardedPaths) {
      for (const method of ["GET", "POST", "PUT", "DELETE"]) {
        const answer = await hub.ask(path, { method });
        expect([method, path, answer.status]).toEqual([method, path, 401]);
        expect(answer.headers.get("www-authenticate")).toBe("ApiKey");
      }
    }
    expect((await hub.ask("/api/auth/links", { method: "POST" })).status).toBe(401);
    const open = ["/health", "/ready", "/login", "/login.css", "/login.js"];
    for (const path of open) expect((await hub.ask(path)).status).toBe(200);
  });

  test("is told why in the form that the asker reads", async () => {
    expect(errorBody.parse(await (await hub.ask("/api/fed/projects")).json()).error.code).toBe("unauthenticated");
    const call = await (await hub.ask("/trpc/projects.list")).json();
    expect(call.error.data).toEqual({ code: "unauthenticated", httpStatus: 401 });
  });

  test("is led to the sign-in page by a browser, and from there back", async () => {
    const answer = await hub.ask("/ecosystem?overlay=risk", { headers: { accept: "text/html" } });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/login?next=%2Fecosystem%3Foverlay%3Drisk");
  });
});

describe("a key", () => {
  test("that is wrong, expired, revoked or empty of meaning is refused with 403", async () => {
    const expired = await createApiKey(hub.ctx.db, { name: "old", role: "admin", expiresAt: new Date(Date.now() - 1) });
    const revoked = await createApiKey(hub.ctx.db, { name: "gone", role: "admin" });
    await hub.ctx.db.prisma.apiKey.update({ where: { id: revoked.id }, data: { revokedAt: new Date() } });
    for (const key of [expired.key, revoked.key, `${hub.keys.admin}x`, hub.keys.admin.slice(0, -1), "' or 1=1 --"]) {
      for (const path of ["/api/fed/projects", "/trpc/projects.list", "/ecosystem"]) {
        expect((await hub.ask(path, { headers: { "x-api-key": key } })).status).toBe(403);
      }
    }
  });

  test("of a viewer is enough to read, in either header", async () => {
    for (const path of restPaths) expect((await hub.ask(path, { as: "viewer" })).status).toBe(200);
    const bearer = await hub.ask("/api/fed/projects", { headers: { authorization: `Bearer ${hub.keys.viewer}` } });
    expect(bearer.status).toBe(200);
  });

  test("is known to the database by its digest alone", async () => {
    const { rows } = await hub.ctx.db.pool.query(`select row_to_json(k)::text as text from "ApiKey" k`);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    for (const { text } of rows) for (const key of Object.values(hub.keys)) expect(text).not.toContain(key);
  });

  test("of the machine itself is registered once, however many hubs start at once, and stays revoked", async () => {
    const key = "local-admin-key-of-this-test";
    await Promise.all(Array.from({ length: 8 }, () => ensureAdminKey(hub.ctx.db, key)));
    expect((await hub.ask("/api/fed/projects", { headers: { "x-api-key": key } })).status).toBe(200);
    const { count } = await hub.ctx.db.prisma.apiKey.updateMany({
      where: { name: "local admin" },
      data: { revokedAt: new Date() },
    });
    expect(count).toBe(1);
    await ensureAdminKey(hub.ctx.db, key);
    // Revoked behind the hub's back, as by another replica: whom it let in it remembers for a second.
    await eventually(
      async () => (await hub.ask("/api/fed/projects", { headers: { "x-api-key": key } })).status === 403,
    );
  });
});

describe("roles", () => {
  test("every procedure is in the table, and nothing else is", () => {
    expect(Object.keys(procedureRoles).sort()).toEqual(procedures.sort());
  });
});

describe("every answer", () => {
  test("carries the security headers, whether it is a page, data, a stream or a refusal", async () => {
    const streamed = new AbortController();
    const answers = [
      await hub.ask("/health"),
      await hub.ask("/login"),
      await hub.ask("/api/fed/projects"),
      await hub.ask("/api/fed/projects", { as: "viewer" }),
      await hub.ask("/ecosystem", { as: "viewer", headers: { accept: "text/html" } }),
      await hub.ask("/trpc/system.session", { as: "viewer" }),
      await hub.ask("/trpc/live.changes", { as: "viewer", signal: streamed.signal }),
      await hub.ask("/api/no-such", { as: "viewer" }),
    ];
    streamed.abort();
    for (const { headers, url } of answers) {
      for (const [name, value] of Object.entries(securityHeaders)) {
        expect([url, name, headers.get(name)]).toEqual([url, name, value]);
      }
      expect(headers.get("cache-control")).toMatch(/no-store|no-cache/);
    }
  });

  test("allows other sites' pages only where they are listed, and never with a session", async () => {
    const from = (origin: string) => ({ as: "viewer" as const, headers: { origin } });
    const listed = await hub.ask("/api/fed/projects", from("https://portal.example"));
    expect(listed.headers.get("access-control-allow-origin")).toBe("https://portal.example");
    expect(listed.headers.has("access-control-allow-credentials")).toBe(false);
    for (const origin of ["https://evil.example", "null", "https://portal.example.evil.example"]) {
      const other = await hub.ask("/api/fed/projects", from(origin));
      expect(other.headers.has("access-control-allow-origin")).toBe(false);
    }
    expect(listed.headers.get("access-control-expose-headers")).toBe("ETag, Retry-After");
    for (const path of ["/api/fed/projects", "/api/fed/no-such", "/health"]) {
      for (const headers of [{}, { origin: "https://portal.example" }, { origin: "https://evil.example" }]) {
        const vary = (await hub.ask(path, { as: "viewer", headers })).headers.get("vary")?.split(/, */) ?? [];
        expect([path, headers, vary.includes("Origin")]).toEqual([path, headers, true]);
      }
    }
    expect(listed.headers.get("vary")).toContain("X-API-Key");
    const preflight = (origin: string) => hub.ask("/trpc/projects.list", { method: "OPTIONS", headers: { origin } });
    expect((await preflight("https://portal.example")).status).toBe(204);
    expect((await preflight("https://evil.example")).status).toBe(401);
  });

  test("leaves one line in the log, without a key", async () => {
    await hub.ask("/api/fed/projects?status=online", { as: "operator" });
    // Logged when the answer is out, which the asker may see first.
    const lines = await eventually(() => {
      const found = hub.logged.filter((line) => line.includes('"test operator"'));
      if (found.length === 0) throw new Error("not logged yet");
      return found;
    });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ event: "request", method: "GET", status: 200 });
    for (const key of Object.values(hub.keys)) expect(hub.logged.join("\n")).not.toContain(key);
  });
});

describe("a body", () => {
  test("over 64 KiB is refused", async () => {
    const send = (bytes: number) =>
      hub.ask("/trpc/system.session", { as: "viewer", method: "POST", body: "x".repeat(bytes) });
    expect((await send(64 * 1024 + 1)).status).toBe(413);
    expect((await send(64 * 1024)).status).not.toBe(413);
  });
});
