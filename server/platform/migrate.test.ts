import { afterAll, beforeAll, expect, test } from "bun:test";
import { Client } from "pg";
import { createTestDatabase, type TestDatabase } from "../../scripts/testing/database.ts";
import { migrate } from "./migrate.ts";

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase("instance");
  client = new Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

test("a database that has every migration is left as it is", async () => {
  const before = (await client.query("select * from _prisma_migrations order by migration_name")).rows;
  expect(before.length).toBeGreaterThan(0);
  expect(await migrate("instance", database.url)).toEqual([]);
  expect((await client.query("select * from _prisma_migrations order by migration_name")).rows).toEqual(before);
});

test("a migration that failed half-way stops the next start", async () => {
  await client.query("update _prisma_migrations set finished_at = null");
  await expect(migrate("instance", database.url)).rejects.toThrow();
});
