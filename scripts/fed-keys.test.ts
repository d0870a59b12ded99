import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { apiKeyRow, createdApiKey } from "../contracts/access.ts";
import { startTestMetaApp, type TestMetaApp } from "./testing/metaApp.ts";
import { runScript } from "./testing/runScript.ts";

let meta: TestMetaApp;
beforeAll(async () => {
  meta = await startTestMetaApp();
});
afterAll(() => meta.stop());

async function run(...args: string[]) {
  return runAs(meta.keys.admin, ...args);
}

const runAs = (key: string, ...args: string[]) =>
  runScript("fed-keys", args, { FED_URL: meta.origin, FED_API_KEY: key });

const statusWith = async (headers: Record<string, string>) => (await meta.ask("/api/fed/projects", { headers })).status;

describe("fed:keys", () => {
  test("makes a key that works, lists it without showing it, and ends it with all that came of it", async () => {
    const created = await run("create", "--name", "ci", "--role", "viewer", "--days", "30", "--json");
    expect(created.errors).toBe("");
    const { key, id, expiresAt } = createdApiKey.parse(JSON.parse(created.output));
    const days = (new Date(expiresAt ?? 0).getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThanOrEqual(30);
    expect(await statusWith({ "x-api-key": key })).toBe(200);

    const ours = { "sec-fetch-site": "same-origin" };
    const form = { method: "POST", headers: ours, body: new URLSearchParams({ key }) };
    const cookie = (await meta.ask("/login", form)).headers.get("set-cookie")?.split(";")[0] ?? "";
    expect(await statusWith({ cookie })).toBe(200);
    const newLink = { method: "POST", headers: { cookie, ...ours, "content-type": "application/json" } };
    const { url } = await (await meta.ask("/api/auth/links", newLink)).json();

    const listed = await run("list");
    expect(listed.output).toMatch(new RegExp(`^ {2}ci +viewer +until .* test admin +${id}$`, "m"));
    expect(listed.output).not.toContain(key);

    expect((await run("revoke", id)).output).toStartWith("ci (viewer) is revoked since ");
    expect(await statusWith({ "x-api-key": key })).toBe(403);
    expect(await statusWith({ cookie })).toBe(401);
    expect((await meta.ask(url.slice(meta.origin.length))).status).toBe(403);
    expect((await run("list")).output).not.toContain(id);
    const all = apiKeyRow.array().parse(JSON.parse((await run("list", "--all", "--json")).output));
    expect(all.find((row) => row.id === id)).toMatchObject({ active: false, lastUsedAt: expect.any(String) });
    expect((await run("revoke", id)).code).toBe(0);
  });

  test("is noted in the audit log, without the key", async () => {
    const { key, id } = JSON.parse((await run("create", "--name", "noted", "--role", "operator", "--json")).output);
    await run("revoke", id);
    const { rows } = await meta.ctx.db.pool.query(`select * from "AuditLog" where subject = $1 order by id`, [id]);
    expect(rows.map(({ actor, verb }) => [actor, verb])).toEqual([
      ["test admin", "keys.create"],
      ["test admin", "keys.revoke"],
    ]);
    expect(JSON.stringify(rows)).not.toContain(key);
  });

  test("prints a new key once, with what to do with it", async () => {
    const { output } = await run("create", "--name", "Ada's laptop", "--role", "admin");
    expect(output).toMatch(/^fed_[\w-]{43}\n/);
    expect(output).toContain("This is Ada's laptop's key, role admin, valid until it is revoked.");
  });

  test("refuses a name in use, in any case and at the same moment too, until its key is revoked", async () => {
    const create = (name: string) => run("create", "--name", name, "--role", "viewer", "--json");
    const tried = await Promise.all(["twin", "twin", "Twin"].map(create));
    expect(tried.map(({ code }) => code).toSorted()).toEqual([0, 2, 2]);
    expect(tried.find(({ code }) => code === 2)?.errors).toMatch(/A key named "twin" is in use/i);
    const made = tried.find(({ code }) => code === 0);
    await run("revoke", createdApiKey.parse(JSON.parse(made?.output ?? "")).id);
    expect((await create("twin")).code).toBe(0);
  });

  test("ends with 2 and says what to do", async () => {
    const wrong: [string[], string][] = [
      [[], "bun run fed:keys create"],
      [["destroy"], "bun run fed:keys create"],
      [["create", "--name", "x"], "--role: "],
      [["create", "--name", "x", "--role", "root"], "--role: "],
      [["create", "--name", "x", "--role", "viewer", "--days", "0"], "--days must be"],
      [["create", "--name", "x", "--role", "viewer", "--expires", "tomorrow"], "--expires: "],
      [["create", "--name", "x", "--role", "viewer", "--expires", "2020-01-01T00:00:00Z"], "must be in the future"],
      [["revoke"], "Which key?"],
      [["revoke", Bun.randomUUIDv7()], "No key has the id"],
    ];
    const outcomes = await Promise.all(wrong.map(async ([args]) => run(...args)));
    for (const [index, { code, output, errors }] of outcomes.entries()) {
      expect([wrong[index]?.[0], code, output]).toEqual([wrong[index]?.[0], 2, ""]);
      expect(errors).toContain(wrong[index]?.[1] ?? "");
    }
    const weak = await runAs(meta.keys.operator, "list");
    expect([weak.code, weak.errors.includes("needs the role admin")]).toEqual([2, true]);
    expect((await run("--help")).code).toBe(0);
  });
});
