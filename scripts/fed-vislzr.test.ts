import { afterAll, beforeAll, expect, test } from "bun:test";
import { fileURLToPath } from "node:url";
import packageJson from "../package.json" with { type: "json" };
import { findFreePort } from "./embedded/freePort.ts";
import { eventually } from "./testing/eventually.ts";

/** `bun run fed:vislzr`: the page with reload, before a Meta Hub that only says what it is asked for. */
const root = fileURLToPath(new URL("../", import.meta.url));
let hub: ReturnType<typeof Bun.serve>;
let child: Bun.Subprocess;
let page: string;

beforeAll(async () => {
  hub = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: (request) => new Response(`asked ${request.url}`) });
  const port = await findFreePort();
  page = `http://127.0.0.1:${port}`;
  const words = packageJson.scripts["fed:vislzr"].replace("5500", String(port)).split(" ");
  child = Bun.spawn([process.execPath, "x", ...words, "--strictPort"], {
    ...{ cwd: root, env: { ...process.env, FED_URL: hub.url.origin } },
    ...{ stdin: "ignore", stdout: "ignore", stderr: "inherit" },
  });
  await eventually(async () => (await fetch(page)).ok, { timeoutMs: 60_000 });
}, 90_000);
afterAll(async () => {
  child.kill();
  await child.exited;
  await hub.stop(true);
});

test("gives the page what reloads it, and its first module compiled", async () => {
  const html = await (await fetch(page)).text();
  expect(html).toContain("/@vite/client");
  const [, entry = ""] = /<script type="module" src="(\/(?!@)[^"]+)"/.exec(html) ?? [];
  const module = await fetch(`${page}${entry}`);
  expect({ entry, status: module.status }).toEqual({ entry: expect.stringMatching(/\.tsx?$/), status: 200 });
  expect(module.headers.get("content-type")).toContain("javascript");
}, 60_000);

test("hands calls on to the Meta Hub at FED_URL", async () => {
  const answer = await (await fetch(`${page}/api/fed/projects`)).text();
  expect(answer).toBe(`asked ${hub.url.origin}/api/fed/projects`);
});
