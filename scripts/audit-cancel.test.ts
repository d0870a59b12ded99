import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hubConfig } from "../contracts/config.ts";
import { instanceAudit } from "../contracts/instance.ts";
import { createProjectApp } from "../server/http/project.ts";
import type { InstanceContext } from "../server/instance/context.ts";
import { systemClock } from "../server/platform/clock.ts";
import { openInstanceDb } from "../server/platform/db.ts";
import { envFile } from "../server/platform/keys/hubEnvironment.ts";
import { silentLog } from "../server/platform/log.ts";
import { silentTelemetry } from "../server/platform/telemetry/silent.ts";
import { createTestDatabase } from "./testing/database.ts";
import { runScript } from "./testing/runScript.ts";

const apiKey = "the-key-of-this-hub-0123456789";
let ctx: InstanceContext;
let dataDir: string;
let url: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "audit-cancel-"));
  const database = await createTestDatabase("instance");
  const db = openInstanceDb(database.url);
  const project = { slug: "veria", name: "Veria", meshNs: "veria.mesh", hubUrl: "http://127.0.0.1:5401" };
  ctx = { db, clock: systemClock, log: silentLog, project, root: dataDir, config: hubConfig.parse({}) };
  const runtime = { version: "1", startedAt: new Date(), scanProgress: () => null, meshConnected: () => false };
  const app = createProjectApp({
    ...{ ctx, runtime, telemetry: silentTelemetry, clientDir: dataDir, apiKey },
    actionKeys: [Buffer.alloc(32, 3)],
  });
  app.listen({ hostname: "127.0.0.1", port: 0 });
  url = `http://127.0.0.1:${app.server?.port}`;
  await Bun.write(envFile(dataDir, "veria"), `HUB_URL=${url}\nHUB_API_KEY=${apiKey}\n`);
  stop = async () => {
    await app.stop(true);
    await db.close();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
});
afterAll(() => stop());

async function waitingAudit(): Promise<string> {
  const id = Bun.randomUUIDv7();
  await ctx.db.prisma.audit.create({ data: { id, kind: "security", status: "queued", startedAt: new Date() } });
  return id;
}
const run = (args: string[], environment: Record<string, string> = {}) =>
  runScript("audit-cancel", args, { FED_DATA_DIR: dataDir, ...environment });

describe("audit:cancel", () => {
  test("cancels an audit of the hub that the data folder knows, and says so", async () => {
    const id = await waitingAudit();
    const first = await run(["--project", "veria", id]);
    expect(first).toEqual({ code: 0, output: `Audit ${id} (security) is cancelled.\n`, errors: "" });
    const again = await run(["--project", "veria", id]);
    expect(again).toEqual({ code: 1, output: "", errors: "There is nothing to cancel: this audit is cancelled.\n" });
  });

  test("as JSON answers the audit, of the hub that the environment names", async () => {
    const id = await waitingAudit();
    const { code, output } = await run(["--project", "other", id, "--json"], { HUB_URL: url, HUB_API_KEY: apiKey });
    expect([code, instanceAudit.parse(JSON.parse(output))]).toMatchObject([0, { id, status: "cancelled" }]);
  });

  test("ends with 2 and a line that says what to mend", async () => {
    const id = Bun.randomUUIDv7();
    const cases: [string[], Record<string, string>, string][] = [
      [["--project", "veria", id], {}, "There is no such audit."],
      [["--project", "veria", id], { HUB_URL: url, HUB_API_KEY: "wrong" }, "This is not this hub's key."],
      [["--project", "veria", id], { HUB_URL: "http://127.0.0.1:1", HUB_API_KEY: apiKey }, "No hub answers at"],
      [["--project", "nobody", id], {}, "The hub of nobody is not known"],
      [["--project", "veria", "5"], {}, "Which audit?"],
      [[id], {}, "Whose audit?"],
    ];
    for (const [args, environment, message] of cases) {
      const { code, output, errors } = await run(args, environment);
      expect([args, code, output]).toEqual([args, 2, ""]);
      expect(errors).toContain(message);
      expect(errors.trim().split("\n")).toHaveLength(1);
    }
    expect(await run(["--help"])).toMatchObject({ code: 0, output: expect.stringContaining("Exit code: 0") });
  });
});
