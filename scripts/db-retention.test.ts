import { afterAll, beforeAll, expect, test } from "bun:test";
import { Partitions, partitionName } from "../server/federation/metrics/partitions.ts";
import { openFederationDb } from "../server/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";
import { runScript } from "./testing/runScript.ts";

const longAgo = Date.parse("2020-02-29T12:00:00Z");
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase("federation");
  const db = openFederationDb(database.url, 1);
  await new Partitions(db.pool).ensure([longAgo]);
  await db.close();
});
afterAll(() => database.drop());

const run = (...args: string[]) => runScript("db-retention", args, { DATABASE_URL: database.url });

test("a dry run says what would go, and the next run drops it", async () => {
  const gone = { busy: false, partitions: [partitionName(longAgo)], rollups: 0 };
  const dry = await run("--dry-run", "--json");
  expect({ code: dry.code, report: JSON.parse(dry.output) }).toEqual({ code: 0, report: { dryRun: true, ...gone } });
  const real = await run("--json");
  expect({ code: real.code, report: JSON.parse(real.output) }).toEqual({ code: 0, report: { dryRun: false, ...gone } });
  expect((await run()).output).toContain("No day of samples dropped; 0 hourly rollups deleted.");
});

test("says how it is used, and what is wrong", async () => {
  expect(await run("--help")).toMatchObject({ code: 0, output: expect.stringContaining("bun run db:retention") });
  expect((await run("--wet-run")).code).toBe(2);
});
