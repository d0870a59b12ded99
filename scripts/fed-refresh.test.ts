import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDispatcher } from "../server/federation/actions/dispatch/startDispatcher.ts";
import { openTestInstance, type TestInstance } from "../server/instance/actions/testing/openTestInstance.ts";
import { scan } from "../server/instance/repository/scan/scan.ts";
import { connectMesh, type Mesh } from "../server/mesh/connect.ts";
import { silentLog } from "../server/platform/log.ts";
import { startTestMetaApp, type TestMetaApp } from "./testing/metaApp.ts";
import { runScript } from "./testing/runScript.ts";

let meta: TestMetaApp;
let veria: TestInstance;
let mesh: Mesh;
let stopDispatcher: () => Promise<void>;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "fed-refresh-"));
  meta = await startTestMetaApp();
  await Bun.write(join(dataDir, "keys", "admin.key"), `${meta.keys.admin}\n`);
  veria = await openTestInstance({
    ...{ slug: "veria", natsUrl: meta.broker.url, root: Buffer.alloc(32, 1) },
    allowFanout: ["graph.refresh"],
  });
  await scan(veria.ctx, {});
  await veria.start();
  mesh = await connectMesh({ url: meta.broker.url, name: "dispatcher", log: silentLog });
  stopDispatcher = startDispatcher({ ctx: meta.ctx, mesh });
});
afterAll(async () => {
  await stopDispatcher();
  await mesh.close();
  await veria.close();
  await meta.stop();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(() => permit("veria"));

/** Which of the two projects may be asked. */
const permit = (...slugs: string[]) =>
  meta.ctx.db.pool.query(
    `update "ProjectCatalog" set "allowFanout" = case when slug = any($1) then '{graph.refresh}' else '{}'::text[] end`,
    [slugs],
  );

const run = (environment: Record<string, string>, ...args: string[]) =>
  runScript("fed-refresh", args, { FED_URL: meta.origin, FED_DATA_DIR: dataDir, ...environment });

describe("fed:refresh", () => {
  test("brings the values of the permitted project into ProjectMetric, and says who was refused", async () => {
    const { code, output, errors } = await run({});
    expect(errors).toBe("");
    expect(output).toMatch(/^ {2}veria +came +\d+ +1 /m);
    expect(output).toMatch(/^ {2}performia +refused: graph\.refresh is not in its allowFanout/m);
    expect(output).toContain("1 of 2 projects have told their summaries");
    expect(code).toBe(0);
    const { rows } = await meta.ctx.db.pool.query(
      `select "valueNumber" as files from "ProjectMetric" where key = 'graph.files'`,
    );
    expect(rows).toEqual([{ files: 1 }]);
  });

  test("answers programs in JSON, with every value", async () => {
    const { code, output } = await run({}, "--json");
    expect(code).toBe(0);
    const { runId, projects } = JSON.parse(output);
    expect(runId).toMatch(/^[0-9a-f-]{36}$/);
    expect(projects[1]).toMatchObject({ slug: "veria", came: true, reason: null });
    expect(projects[1].values).toContainEqual({ key: "graph.files", value: 1, observedAt: expect.any(String) });
  });

  test("ends with 1 when one that may be asked does not answer in time", async () => {
    await permit("veria", "performia");
    const { code, output } = await run({}, "--timeout", "6");
    expect(code).toBe(1);
    expect(output).toMatch(/^ {2}performia +no answer to [1-4] attempts/m);
    expect(output).toMatch(/^ {2}veria +came /m);
  });

  test("ends with 1 when nobody may be asked", async () => {
    await permit();
    const { code, output } = await run({}, "--json");
    expect([code, JSON.parse(output).runId]).toEqual([1, null]);
  });

  test("ends with 2, saying what to do, when it cannot ask", async () => {
    const viewer = await run({ FED_API_KEY: meta.keys.viewer });
    expect([viewer.code, viewer.errors]).toEqual([2, expect.stringContaining("needs the role operator")]);
    const nobody = await run({ FED_URL: "http://127.0.0.1:9" });
    expect([nobody.code, nobody.errors]).toEqual([2, expect.stringContaining("No Meta Hub answers")]);
    for (const timeout of ["0", "soon", "-1"]) expect((await run({}, `--timeout=${timeout}`)).code).toBe(2);
  });

  test("explains itself", async () => {
    const { code, output } = await run({}, "--help");
    expect([code, output]).toEqual([0, expect.stringContaining("bun run fed:refresh")]);
  });
});
