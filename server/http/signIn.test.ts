import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { loginLink } from "../../contracts/access.ts";
import { startTestMetaApp, type TestMetaApp } from "../../scripts/testing/metaApp.ts";
import { createLoginLink } from "../federation/access/links.ts";
import { createSession } from "../federation/access/session.ts";
import { defaultRateLimits } from "./gate.ts";

let hub: TestMetaApp;
beforeAll(async () => {
  const unlimited = { burst: 1e6, perSecond: 1e6 };
  hub = await startTestMetaApp({ limits: { ...defaultRateLimits, wrongKey: unlimited, failedSignIn: unlimited } });
});
afterAll(() => hub.stop());

const viewer = { name: "somebody", role: "viewer" } as const;
const identity = { actor: viewer, keyId: null };

/** The cookie a browser would send back. */
const cookieOf = (answer: Response): string => (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
const signedIn = async () => `fed_session=${await createSession(hub.ctx.db, identity, new Date())}`;

async function newLink(role: "viewer" | "admin" = "viewer"): Promise<string> {
  const answer = await hub.ask("/api/auth/links", { as: role, method: "POST" });
  expect(answer.status).toBe(201);
  const { url, expiresAt } = loginLink.parse(await answer.json());
  expect(new Date(expiresAt).getTime()).toBeGreaterThan(Date.now());
  expect(url).toStartWith(`${hub.origin}/login?link=`);
  return url.slice(hub.origin.length);
}

const whoIs = async (cookie: string) => {
  const answer = await hub.ask("/trpc/system.session", { headers: { cookie } });
  return answer.ok ? (await answer.json()).result.data : answer.status;
};

describe("a one-time link", () => {
  test("signs a browser in, in the role of whoever made it", async () => {
    const answer = await hub.ask(await newLink("admin"));
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/ecosystem");
    expect(await whoIs(cookieOf(answer))).toEqual({ name: "test admin", role: "admin" });
  });

  test("sets a cookie that no script reads and no foreign page's request carries", async () => {
    const cookie = (await hub.ask(await newLink())).headers.get("set-cookie");
    expect(cookie).toMatch(/^fed_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=86400$/);
  });

  test("that another site leads to signs in when the person says so, and is not used up before", async () => {
    const link = await newLink();
    const asked = await hub.ask(link, { headers: { "sec-fetch-site": "cross-site" } });
    expect([asked.status, asked.headers.has("set-cookie")]).toEqual([200, false]);
    const token = link.slice("/login?link=".length);
    const page = await asked.text();
    expect(page).toContain(`name="link" value="${token}"`);
    const body = new URLSearchParams({ link: token, next: "/alerts" });
    const foreign = await hub.ask("/login", { method: "POST", headers: { "sec-fetch-site": "cross-site" }, body });
    expect([foreign.status, foreign.headers.has("set-cookie")]).toEqual([403, false]);
    const said = await hub.ask("/login", { method: "POST", headers: { "sec-fetch-site": "same-origin" }, body });
    expect([said.status, said.headers.get("location")]).toEqual([303, "/alerts"]);
    expect(await whoIs(cookieOf(said))).toEqual({ name: "test viewer", role: "viewer" });
  });

  test("works once, even for a hundred at the same time", async () => {
    const link = await newLink();
    const statuses = await Promise.all(Array.from({ length: 100 }, async () => (await hub.ask(link)).status));
    expect(statuses.filter((status) => status === 303)).toHaveLength(1);
    expect(statuses.filter((status) => status === 403)).toHaveLength(99);
  });

  test("that is used, expired or made up leads to a page that says how to get another", async () => {
    const used = await newLink();
    await hub.ask(used);
    const longAgo = new Date(Date.now() - 3_600_000);
    const expired = await createLoginLink(hub.ctx.db, identity, longAgo);
    for (const path of [used, `/login?link=${expired.token}`, "/login?link=made-up"]) {
      const answer = await hub.ask(path);
      expect(answer.status).toBe(403);
      expect(answer.headers.has("set-cookie")).toBe(false);
      const page = await answer.text();
      expect(page).toContain("has been used or has expired");
      expect(page).toContain(`${hub.origin}/api/auth/links`);
    }
  });

  test("is refused to a key that has twenty unopened ones, until one is opened", async () => {
    await hub.ctx.db.prisma.loginLink.deleteMany();
    const links: string[] = [];
    while (links.length < 20) links.push(await newLink());
    const refused = await hub.ask("/api/auth/links", { as: "viewer", method: "POST" });
    expect([refused.status, await hub.ctx.db.prisma.loginLink.count()]).toEqual([429, 20]);
    await hub.ask(links[0] ?? "");
    await newLink();
    await newLink("admin");
    await hub.ctx.db.prisma.loginLink.deleteMany();
  });

  test("and the session it makes are in the database as digests, and in no log", async () => {
    const link = await newLink();
    const token = link.slice("/login?link=".length);
    const session = cookieOf(await hub.ask(link)).slice("fed_session=".length);
    const { rows } = await hub.ctx.db.pool.query(
      `select row_to_json(l)::text as text from "LoginLink" l union all select row_to_json(s)::text from "Session" s`,
    );
    const kept = [...rows.map(({ text }) => text), ...hub.logged].join("\n");
    expect(rows.length).toBeGreaterThanOrEqual(2);
    for (const secret of [token, session]) {
      expect(kept).not.toContain(secret);
      expect(kept).not.toContain(Buffer.from(secret).toString("hex"));
    }
  });
});

describe("the sign-in form", () => {
  const post = (key: string, headers: Record<string, string>, next = "/ecosystem?overlay=risk") =>
    hub.ask("/login", { method: "POST", headers, body: new URLSearchParams({ key, next }) });
  const ours = { "sec-fetch-site": "same-origin" };

  test("takes a right key and leads where the person wanted to go", async () => {
    const answer = await post(hub.keys.operator, ours);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/ecosystem?overlay=risk");
    expect(await whoIs(cookieOf(answer))).toEqual({ name: "test operator", role: "operator" });
  });

  test("refuses a wrong key on the same page, and does not show it again", async () => {
    const answer = await post("wrong-key-of-mine", ours);
    expect(answer.status).toBe(403);
    const page = await answer.text();
    expect(page).toContain("unknown, expired or revoked");
    expect(page).not.toContain("wrong-key-of-mine");
  });

  test("leads nowhere but to a page of ours", async () => {
    const answer = await post(hub.keys.viewer, ours, "//evil.example/");
    expect(answer.headers.get("location")).toBe("/ecosystem");
  });

  test("on another site's page signs nobody in", async () => {
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { origin: "https://evil.example" }, {}]) {
      const answer = await post(hub.keys.viewer, headers);
      expect(answer.status).toBe(403);
      expect(answer.headers.has("set-cookie")).toBe(false);
    }
  });
});

describe("a session", () => {
  test("opens pages and data until it is ended", async () => {
    const cookie = await signedIn();
    expect(await whoIs(cookie)).toEqual(viewer);
    const out = await hub.ask("/logout", { method: "POST", headers: { cookie, "sec-fetch-site": "same-origin" } });
    expect(out.headers.get("location")).toBe("/login");
    expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
    expect(await whoIs(cookie)).toBe(401);
  });

  test("that has expired is as none", async () => {
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    expect(await whoIs(`fed_session=${await createSession(hub.ctx.db, identity, twoDaysAgo)}`)).toBe(401);
    expect(await whoIs("fed_session=made-up")).toBe(401);
    expect(await whoIs("fed_session=")).toBe(401);
  });

  test("cannot be ended by another site", async () => {
    const cookie = await signedIn();
    const headers = { cookie, "sec-fetch-site": "cross-site" };
    expect((await hub.ask("/logout", { method: "POST", headers })).status).toBe(403);
    expect(await whoIs(cookie)).toEqual(viewer);
  });

  test("cannot be used by a page of another site, nor of another port of this machine", async () => {
    const cookie = await signedIn();
    for (const site of ["cross-site", "same-site"]) {
      for (const path of ["/trpc/projects.list", "/trpc/live.changes", "/api/fed/projects", "/ecosystem"]) {
        expect((await hub.ask(path, { headers: { cookie, "sec-fetch-site": site } })).status).toBe(403);
      }
    }
    const origin = "http://127.0.0.1:5401";
    expect((await hub.ask("/trpc/live.changes", { headers: { cookie, origin } })).status).toBe(403);
  });

  test("lets a person in who follows a link from elsewhere", async () => {
    const visit = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    expect((await hub.ask("/ecosystem", { headers: { cookie: await signedIn(), ...visit } })).status).toBe(200);
  });

  test("changes nothing unless the change is JSON, which a form cannot send", async () => {
    const cookie = await signedIn();
    const change = async (contentType: string): Promise<string> => {
      const answer = await hub.ask("/api/auth/links", {
        method: "POST",
        headers: { cookie, "sec-fetch-site": "same-origin", "content-type": contentType },
        body: "{}",
      });
      expect(answer.status).toBe(403);
      return (await answer.json()).error.message;
    };
    for (const form of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
      expect(await change(form)).toContain("must be sent as application/json");
    }
    // This session came of no key, as those of single sign-on: it could renew itself for ever.
    expect(await change("application/json; charset=utf-8")).toContain("A link is made with a key");
  });

  test("is outranked by a key: a wrong key is not saved by a good session", async () => {
    const headers = { cookie: await signedIn(), "x-api-key": "wrong" };
    expect((await hub.ask("/api/fed/projects", { headers })).status).toBe(403);
  });
});

describe("opening an instance", () => {
  test("leads the signed-in to its own page, without telling it where from", async () => {
    const answer = await hub.ask("/open/veria", { headers: { cookie: await signedIn() } });
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe("http://127.0.0.1:5401/vislzr?grant=g");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
  });

  test("that is not known is a page that says so", async () => {
    const answer = await hub.ask("/open/nobody", { headers: { cookie: await signedIn(), accept: "text/html" } });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("No project is called &#34;nobody&#34;");
  });
});
