import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runScript, type ScriptEnd } from "../testing/runScript.ts";
import { projectRoot } from "./testing/composeFile.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fed-brokers-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const configured = () => Bun.file(join(folder, "out/services/nats/nats.conf")).text();
const makeKeys = (...args: string[]): Promise<ScriptEnd> =>
  runScript("provision", ["keys", "--out", join(folder, "out"), ...args], {
    ...{ FED_DATA_DIR: join(folder, "federation"), FED_CONFIG_DIR: join(projectRoot, "deploy/config") },
    ...{ DATABASE_URL: "postgres://postgres@127.0.0.1:1/postgres", NATS_URL: "nats://127.0.0.1:1" },
  });

test("a cluster's configuration becomes that of a single broker only when that is asked for", async () => {
  expect(await makeKeys("--brokers", "a,b,c")).toMatchObject({ code: 0, errors: "" });
  const before = await configured();
  expect(before).toContain("cluster {");
  expect(await makeKeys()).toMatchObject({ code: 2, errors: expect.stringContaining("are a cluster") });
  expect(await configured()).toBe(before);
  expect(await makeKeys("--brokers", "none")).toMatchObject({ code: 0, errors: "" });
  expect(await configured()).not.toContain("cluster {");
}, 20_000);

test("what is missing is said", async () => {
  const end = await runScript("provision", ["databases"], { FED_DATA_DIR: folder });
  expect(end).toMatchObject({ code: 2, errors: expect.stringContaining("DATABASE_URL is not set") });
});
