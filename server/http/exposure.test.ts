import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { loginLink } from "../../contracts/access.ts";
import { startTestMetaApp, type TestMetaApp } from "../../scripts/testing/metaApp.ts";
import { listAuditLog } from "../federation/auditLog/list.ts";
import { defaultRateLimits } from "./gate.ts";

let hub: TestMetaApp;
beforeAll(async () => {
  hub = await startTestMetaApp({
    publicUrl: "https://fed.example/",
    trustProxy: true,
    limits: { ...defaultRateLimits, address: { burst: 3, perSecond: 0 } },
  });
});
afterAll(() => hub.stop());

describe("a hub behind a proxy that is reached by https", () => {
  const from = (address: string) => ({ "x-forwarded-for": `203.0.113.9, ${address}` });

  test("gives links that lead to its public address, and cookies that travel by https only", async () => {
    const asked = { as: "viewer", method: "POST", headers: from("192.0.2.1") } as const;
    const { url } = loginLink.parse(await (await hub.ask("/api/auth/links", asked)).json());
    expect(url).toStartWith("https://fed.example/login?link=");
    const { pathname, search } = new URL(url);
    const signedIn = await hub.ask(pathname + search);
    expect(signedIn.headers.get("set-cookie")).toEndWith("; Secure");
    const ours = { "sec-fetch-site": "same-origin" };
    const signedOut = await hub.ask("/logout", { method: "POST", headers: ours });
    expect(signedOut.headers.get("set-cookie")).toContain("Max-Age=0");
    expect(signedOut.headers.get("strict-transport-security")).toBe("max-age=31536000");
  });

  test("names in the audit log the address that its proxy noted", async () => {
    const made = await hub.ask("/trpc/keys.create", {
      as: "admin",
      method: "POST",
      headers: { ...from("192.0.2.9"), "content-type": "application/json" },
      body: JSON.stringify({ name: "ci", role: "viewer" }),
    });
    expect(made.status).toBe(200);
    const [entry] = await listAuditLog(hub.ctx, {});
    expect(entry).toMatchObject({ verb: "keys.create", actor: "test admin", address: "192.0.2.9" });
  });

  test("limits each caller by the address that its proxy noted, which the caller cannot choose", async () => {
    const ask = async (headers: Record<string, string>) => (await hub.ask("/api/fed/alerts", { headers })).status;
    const statuses = [];
    for (let time = 0; time < 4; time++)
      statuses.push(await ask({ "x-forwarded-for": `198.51.100.${time}, 192.0.2.7` }));
    expect(statuses).toEqual([401, 401, 401, 429]);
    expect(await ask(from("192.0.2.8"))).toBe(401);
  });
});
