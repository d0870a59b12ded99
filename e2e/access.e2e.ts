import { describe, expect, test } from "bun:test";
import { appRouter } from "../server/http/trpc/root.ts";
import { sharedSystem } from "./harness/shared.ts";

const restPaths = [
  "/api/fed/projects",
  "/api/fed/projects/veria",
  "/api/fed/graph",
  "/api/fed/metrics/veria",
  "/api/fed/alerts",
];
const procedures = Object.keys(appRouter._def.procedures).map((name) => `/trpc/${name}`);
const hubPaths = ["/api/capabilities", "/api/graph", "/api/task", "/api/audits"];

async function status(address: string, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(address, { headers, redirect: "manual" });
  await response.body?.cancel();
  return response.status;
}

test("there are procedures to ask for", () => {
  expect(procedures).toContain("/trpc/graph.ecosystem");
});

describe("the Meta Hub", () => {
  test.each([...restPaths, ...procedures])("refuses %s without a key, and with a wrong one", async (path) => {
    const { url } = await sharedSystem();
    expect(await status(url + path)).toBe(401);
    expect(await status(url + path, { "x-api-key": "not a key of this hub" })).toBe(403);
  });

  test.each(restPaths)("answers %s with the local admin key, in either header", async (path) => {
    const { url, adminKey } = await sharedSystem();
    expect(await status(url + path, { "x-api-key": adminKey })).toBe(200);
    expect(await status(url + path, { authorization: `Bearer ${adminKey}` })).toBe(200);
  });

  test("says how to sign in when it refuses", async () => {
    const { url } = await sharedSystem();
    const response = await fetch(`${url}/api/fed/projects`);
    expect(response.headers.get("www-authenticate")).toStartWith("ApiKey");
    expect(await response.json()).toMatchObject({ error: { code: "unauthenticated", message: expect.any(String) } });
  });

  test("never writes through its REST API", async () => {
    const { url, adminKey } = await sharedSystem();
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const response = await fetch(`${url}/api/fed/projects`, { method, headers: { "x-api-key": adminKey } });
      expect(response.status).toBe(405);
    }
  });
});

describe("a project hub", () => {
  test.each(hubPaths)("refuses %s without its key, and with the Meta Hub's", async (path) => {
    const { adminKey, hubUrl } = await sharedSystem();
    expect(await status(hubUrl("veria") + path)).toBe(401);
    expect(await status(hubUrl("veria") + path, { "x-api-key": adminKey })).toBe(403);
  });
});
