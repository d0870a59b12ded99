import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { envFile } from "../server/platform/keys/hubEnvironment.ts";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";
import { runScript } from "./testing/runScript.ts";

let instance: TestDatabase;
let federation: TestDatabase;
let dataDir: string;

/** Empties a database: what was migrated can be migrated again. */
async function clear({ url }: TestDatabase, schema: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`drop schema "${schema}" cascade`);
  await client.query(`create schema "${schema}"`);
  await client.end();
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "db-migrate-"));
  instance = await createTestDatabase("instance");
  federation = await createTestDatabase("federation");
  await clear(instance, "public");
  await clear(federation, "commandcenter_fed");
  await Bun.write(envFile(dataDir, "veria"), `DATABASE_URL=${instance.url}\n`);
});
afterAll(async () => {
  await instance.drop();
  await federation.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const run = (...args: string[]) => runScript("db-migrate", args, { FED_DATA_DIR: dataDir });

describe("db:migrate", () => {
  test("brings the database of a project's hub up to date, found by its name, and says what it applied", async () => {
    const first = await run("--kind", "instance", "--project", "veria", "--json");
    expect([first.code, first.errors]).toEqual([0, ""]);
    const { kind, applied } = JSON.parse(first.output);
    expect(kind).toBe("instance");
    expect(applied.length).toBeGreaterThan(0);
    const again = await run("--kind", "instance", "--project", "veria", "--json");
    expect([again.code, JSON.parse(again.output)]).toEqual([0, { kind: "instance", applied: [] }]);
  });

  test("for people it lists what it applied to the federation's", async () => {
    const { code, output } = await run("--url", federation.url);
    expect(code).toBe(0);
    expect(output).toMatch(/^Applied to the federation database:\n( {2}\d{14}_\w+\n)+$/);
    expect((await run("--url", federation.url)).output).toBe("The federation database is up to date.\n");
  });

  test("ends with 2 and one line that says what to mend", async () => {
    const missing = new URL(federation.url);
    missing.pathname = "/nothing_here";
    const unreachable = "postgres://fed:s3cret@127.0.0.1:1/fed";
    const cases = [
      [["--kind", "neither"], "--kind must be federation or instance"],
      [["--kind", "instance"], "Which instance?"],
      [["--kind", "instance", "--project", "nobody"], "The database of nobody is not known"],
      [["--url", unreachable], "No database can be used at 127.0.0.1:1: connect ECONNREFUSED"],
      [["--url", missing.href], 'database "nothing_here" does not exist'],
      [["--colour"], "Unknown option '--colour'"],
    ] as const;
    for (const [args, message] of cases) {
      const { code, output, errors } = await run(...args);
      expect([args, code, output]).toEqual([args, 2, ""]);
      expect(errors).toContain(message);
      expect(errors.trim().split("\n")).toHaveLength(1);
      expect(errors).not.toContain("s3cret");
    }
  });

  test("ends with 1 when a migration failed half-way before", async () => {
    const client = new Client({ connectionString: instance.url });
    await client.connect();
    await client.query("update _prisma_migrations set finished_at = null");
    await client.end();
    expect((await run("--kind", "instance", "--url", instance.url)).code).toBe(1);
  });

  test("explains itself", async () => {
    expect(await run("--help")).toMatchObject({ code: 0, output: expect.stringContaining("Exit code: 0 up to date") });
  });
});
