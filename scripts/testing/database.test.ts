import { afterAll, beforeAll, expect, test } from "bun:test";
import { Client } from "pg";
import { databaseSchema } from "../../server/platform/migrate.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";

let one: TestDatabase;
let other: TestDatabase;

beforeAll(async () => {
  [one, other] = await Promise.all([createTestDatabase("federation"), createTestDatabase("federation")]);
});
afterAll(() => Promise.all([one.drop(), other.drop()]));

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url, options: `-c search_path=${databaseSchema.federation}` });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test("is migrated", async () => {
  expect(await query(one.url, `select count(*)::int as n from "ProjectCatalog"`)).toEqual([{ n: 0 }]);
});

test("is its suite's own: what one writes, another does not see", async () => {
  await query(
    one.url,
    `insert into "LoginLink" (digest, subject, role, "expiresAt") values ('\\x01', 'a', 'viewer', now())`,
  );
  expect(await query(one.url, `select subject from "LoginLink"`)).toEqual([{ subject: "a" }]);
  expect(await query(other.url, `select subject from "LoginLink"`)).toEqual([]);
});

test("is gone when dropped, although somebody is connected", async () => {
  const database = await createTestDatabase("instance");
  const client = new Client({ connectionString: database.url });
  client.on("error", () => {});
  await client.connect();
  await database.drop();
  await expect(query(database.url, "select 1")).rejects.toThrow("does not exist");
  await client.end();
});
