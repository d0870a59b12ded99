import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { once } from "node:events";
import { request } from "node:http";
import { projectsConfig } from "../../contracts/config.ts";
import { presence } from "../../contracts/events.ts";
import { admitProject, projectRow } from "../../contracts/projects.ts";
import { eventually } from "../../scripts/testing/eventually.ts";
import { startTestMetaApp, type TestMetaApp } from "../../scripts/testing/metaApp.ts";
import { createApiKey } from "../federation/access/keys.ts";
import { createSession } from "../federation/access/session.ts";
import { parseConfig } from "../platform/config.ts";
import { defaultRateLimits } from "./gate.ts";

/** Attacks on access, each by its name. Those on sign-in links, forms and sessions are in `signIn.test.ts`. */
let hub: TestMetaApp;
beforeAll(async () => {
  const unlimited = { burst: 1e6, perSecond: 1e6 };
  hub = await startTestMetaApp({ limits: { ...defaultRateLimits, wrongKey: unlimited } });
});
afterAll(() => hub.stop());

const change = (headers: Record<string, string>, body = '{"name":"x","role":"admin"}') =>
  hub.ask("/trpc/keys.create", { method: "POST", headers, body });
const json = { "content-type": "application/json" };
const keyCount = () => hub.ctx.db.prisma.apiKey.count();
const adminCookie = async () => {
  const identity = { actor: { name: "an admin", role: "admin" } as const, keyId: null };
  return `fed_session=${await createSession(hub.ctx.db, identity, new Date())}`;
};

describe("a key", () => {
  test("missing: 401; wrong: 403; of a viewer: 200 to read and 403 to change", async () => {
    expect((await change(json)).status).toBe(401);
    expect((await change({ ...json, "x-api-key": "wrong" })).status).toBe(403);
    expect((await hub.ask("/trpc/projects.list", { as: "viewer" })).status).toBe(200);
    expect((await change({ ...json, "x-api-key": hub.keys.viewer })).status).toBe(403);
  });

  test("expired or revoked opens nothing, and is not told apart from an unknown one", async () => {
    const expired = await createApiKey(hub.ctx.db, { name: "old", role: "admin", expiresAt: new Date(Date.now() - 1) });
    const revoked = await createApiKey(hub.ctx.db, { name: "gone", role: "admin" });
    await hub.ctx.db.prisma.apiKey.update({ where: { id: revoked.id }, data: { revokedAt: new Date() } });
    const answers = new Set<string>();
    for (const key of [expired.key, revoked.key, "never made"]) {
      const answer = await hub.ask("/api/fed/projects", { headers: { "x-api-key": key } });
      answers.add(`${answer.status} ${await answer.text()}`);
    }
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toStartWith("403 ");
  });

  test("in the address is no key: addresses are logged and sent on", async () => {
    const { admin } = hub.keys;
    for (const query of [`api_key=${admin}`, `apiKey=${admin}`, `key=${admin}`, `x-api-key=${admin}`]) {
      expect((await hub.ask(`/api/fed/projects?${query}`)).status).toBe(401);
    }
  });
});

describe("cross-site request forgery", () => {
  test("a foreign page's form, script or image changes nothing with a visitor's session", async () => {
    const cookie = await adminCookie();
    const before = await keyCount();
    const foreign = [
      { ...json, "sec-fetch-site": "cross-site" },
      { ...json, "sec-fetch-site": "same-site" },
      { ...json, origin: "https://evil.example" },
      { ...json, origin: "null" },
      { "content-type": "text/plain", "sec-fetch-site": "same-origin" },
      { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" },
      { ...json },
    ];
    for (const headers of foreign) expect((await change({ cookie, ...headers })).status).toBe(403);
    const link = { cookie, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    expect((await hub.ask("/trpc/keys.create?input={}", { headers: link })).status).toBe(403);
    expect(await keyCount()).toBe(before);
  });

  test("a method in a header or in the query is no method", async () => {
    const cookie = await adminCookie();
    const before = await keyCount();
    const headers = { cookie, "sec-fetch-site": "same-origin", "x-http-method-override": "POST" };
    const input = encodeURIComponent('{"name":"x","role":"admin"}');
    expect((await hub.ask(`/trpc/keys.create?_method=POST&input=${input}`, { headers })).status).toBe(405);
    expect(await keyCount()).toBe(before);
  });
});

describe("cross-origin reading", () => {
  test("by default no other site's page may read an answer, whatever it calls itself", async () => {
    for (const origin of ["https://evil.example", "null", hub.origin.replace(/\d+$/, "5401"), "https://127.0.0.1"]) {
      const headers = { origin };
      const answers = [
        await hub.ask("/api/fed/projects", { as: "viewer", headers }),
        await hub.ask("/trpc/projects.list", { as: "viewer", headers }),
        await hub.ask("/trpc/projects.list", { method: "OPTIONS", headers }),
      ];
      for (const { headers } of answers) expect(headers.has("access-control-allow-origin")).toBe(false);
    }
  });
});

describe("forwarded headers", () => {
  test("neither change where a sign-in link leads, nor make a cookie Secure, nor hide an address", async () => {
    const forged = { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https", forwarded: "host=evil.example" };
    const answer = await hub.ask("/api/auth/links", { as: "viewer", method: "POST", headers: { ...json, ...forged } });
    const { url } = await answer.json();
    expect(url).toStartWith(`${hub.origin}/login?link=`);
    const signedIn = await hub.ask(url.slice(hub.origin.length), { headers: forged });
    expect(signedIn.headers.get("set-cookie")).not.toContain("Secure");
  });
});

describe("a hub's address that is a script", () => {
  const addresses = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example",
  ];

  test.each(addresses)("is refused everywhere it could come in: %j", async (hubUrl) => {
    const project = { slug: "evil", name: "Evil", hubUrl, meshNs: "evil.mesh" };
    expect(projectsConfig.safeParse({ projects: [project] }).success).toBe(false);
    expect(admitProject.safeParse({ slug: "evil", hubUrl }).success).toBe(false);
    expect(presence.shape.hubUrl.safeParse(hubUrl).success).toBe(false);
    expect(projectRow.shape.hubUrl.safeParse(hubUrl).success).toBe(false);
    const input = JSON.stringify({ slug: "veria", hubUrl });
    const answer = await hub.ask("/trpc/projects.admit", { as: "admin", method: "POST", headers: json, body: input });
    expect([answer.status, (await answer.json()).error.data.field]).toEqual([422, "hubUrl"]);
  });
});

describe("a YAML bomb", () => {
  const lines = Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`);

  test("of aliases (a billion laughs) is refused before it grows", () => {
    const bomb = ["a0: &a0 [lol]", ...lines, "projects: *a9"].join("\n");
    expect(() => parseConfig(projectsConfig, "projects.yaml", bomb)).toThrow("is an alias");
  });

  test("of merged keys, of depth, and of tags is refused too", () => {
    const merged = "base: &base {slug: x}\nprojects:\n  - <<: *base";
    expect(() => parseConfig(projectsConfig, "projects.yaml", merged)).toThrow("is an alias");
    for (const deep of ["[".repeat(30_000), "{a: ".repeat(15_000), `\n${"- ".repeat(30_000)}x`]) {
      expect(() => parseConfig(projectsConfig, "projects.yaml", `projects: ${deep}`)).toThrow("levels deep");
    }
    const tagged = 'projects: !!js/function "() => process.exit()"';
    expect(() => parseConfig(projectsConfig, "projects.yaml", tagged)).toThrow("projects.yaml");
  });
});

describe("log injection", () => {
  const forged = '\n{"level":"error","event":"forged"}\r\n\u001b[31m\u2028';

  test("through a path, a query, a header or a name makes no line of its own", async () => {
    const before = hub.logged.length;
    await hub.ask(`/api/fed/projects/${encodeURIComponent(forged)}`, { as: "viewer" });
    await hub.ask(`/api/fed/projects?text=${encodeURIComponent(forged)}`, { as: "viewer" });
    await hub.ask("/api/fed/projects", { headers: { "x-api-key": "x\u00e9%0a{}", "user-agent": "%0aforged" } });
    const { key } = await createApiKey(hub.ctx.db, { name: forged, role: "viewer" });
    await hub.ask("/api/fed/alerts", { headers: { "x-api-key": key } });
    const lines = await eventually(() => {
      const added = hub.logged.slice(before).filter((line) => line.includes('"request"'));
      if (added.length < 4) throw new Error("not logged yet");
      return added;
    });
    for (const line of lines) {
      for (const mark of ["\n", "\r", "\u001b"]) expect(line).not.toContain(mark);
      expect(JSON.parse(line)).toMatchObject({ event: "request" });
    }
  });

  test("through the name of a new key is refused", async () => {
    for (const name of ["a\nb", "a\u001b[31m", "a\u0000", "a\u2028b".replace("\u2028", "\u0085"), "  "]) {
      const answer = await change({ ...json, "x-api-key": hub.keys.admin }, JSON.stringify({ name, role: "viewer" }));
      expect([name, answer.status]).toEqual([name, 422]);
    }
  });
});

describe("a body", () => {
  test("too large, or of untold length, is refused with a reason in JSON", async () => {
    const tooLarge = await change({ ...json, "x-api-key": hub.keys.admin }, "x".repeat(64 * 1024 + 1));
    expect([tooLarge.status, (await tooLarge.json()).error.data.code]).toEqual([413, "too_large"]);
    const chunked = await sendInChunks(`${hub.origin}/api/auth/links`, { ...json, "x-api-key": hub.keys.admin });
    expect(chunked).toMatchObject({ status: 413, body: { error: { code: "too_large" } } });
  });
});

/** Sends a small body without saying how long it is, which `fetch` would. */
async function sendInChunks(url: string, headers: Record<string, string>) {
  const sending = request(url, { method: "POST", headers: { ...headers, "transfer-encoding": "chunked" } });
  const answered = once(sending, "response");
  sending.write("{");
  sending.end("}");
  const [answer] = await answered;
  return { status: answer.statusCode, body: await new Response(answer).json() };
}
