import { afterAll, beforeAll, expect, test } from "bun:test";
import { fileURLToPath } from "node:url";
import { eventSubject } from "../contracts/subjects.ts";
import { eventually } from "./testing/eventually.ts";
import { startTestMetaApp, type TestMetaApp } from "./testing/metaApp.ts";

const folder = fileURLToPath(new URL("../examples/consumer", import.meta.url));
let meta: TestMetaApp;
beforeAll(async () => {
  meta = await startTestMetaApp();
});
afterAll(() => meta.stop());

const { PATH = "", HOME = "" } = process.env;

test("a consumer in a folder of its own, with only the typed client, compiles under strict", async () => {
  const child = Bun.spawn([process.execPath, "x", "--bun", "--no-install", "tsc", "--project", folder], {
    stdout: "pipe",
  });
  expect([await new Response(child.stdout).text(), await child.exited]).toEqual(["", 0]);
});

test("it lists every project, reads a live change, and ends when asked to", async () => {
  const child = Bun.spawn([process.execPath, "watch.ts"], {
    cwd: folder,
    env: { PATH, HOME, FED_URL: meta.origin, FED_API_KEY: meta.keys.viewer },
    stdout: "pipe",
    stderr: "inherit",
  });
  let output = "";
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of child.stdout) output += decoder.decode(chunk, { stream: true });
  })();
  await eventually(() => /project performia .*\nproject veria offline/.test(output));
  await meta.veria.publishEvent(eventSubject.summary("veria.mesh", "audit.summary.status"), {
    ...{ projectSlug: "veria", ok: 1, warn: 0, fail: 42, lastRun: new Date().toISOString() },
  });
  await eventually(() => /changed veria offline \(.+\), 42 failed audits/.test(output));
  child.kill("SIGINT");
  expect(await child.exited).toBe(0);
  await reading;
});

test("it says so when its key is refused", async () => {
  const child = Bun.spawn([process.execPath, "watch.ts"], {
    cwd: folder,
    env: { PATH, HOME, FED_URL: meta.origin, FED_API_KEY: "wrong" },
    stderr: "pipe",
  });
  expect(await new Response(child.stderr).text()).toContain("The Meta Hub refuses this key.");
  expect(await child.exited).toBe(1);
});
