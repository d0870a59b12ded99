import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestDatabase, type TestDatabase } from "../../scripts/testing/database.ts";
import { isDatabaseAway } from "./databaseAway.ts";
import { type FederationDb, openFederationDb } from "./db.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase("federation");
});
afterAll(() => database.drop());

/** What is thrown by this use of a database, and whether it counts as away. */
async function thrownBy(db: FederationDb, use: (db: FederationDb) => Promise<unknown>): Promise<[string, boolean]> {
  try {
    await use(db);
    return ["nothing", false];
  } catch (thrown) {
    return [String(thrown), isDatabaseAway(thrown)];
  } finally {
    await db.close();
  }
}

const uses = {
  "a statement": (db: FederationDb) => db.pool.query("select 1"),
  "a query of Prisma's": (db: FederationDb) => db.prisma.apiKey.count(),
};

test.each(Object.entries(uses))("%s to a server that is not there finds it away", async (_what, use) => {
  const [said, away] = await thrownBy(openFederationDb("postgres://nobody@127.0.0.1:1/none"), use);
  expect([said, away]).toEqual([said, true]);
});

test.each(Object.entries(uses))("%s to a database that is gone finds it away", async (_what, use) => {
  const url = new URL(database.url);
  url.pathname = "/gone";
  const [said, away] = await thrownBy(openFederationDb(url.href), use);
  expect([said, away]).toEqual([said, true]);
});

test("a statement that is cancelled for its time, and one whose connection is ended, find it away", async () => {
  const slow = await thrownBy(openFederationDb(database.url), async ({ pool }) => {
    const client = await pool.connect();
    try {
      await client.query("set statement_timeout = 20");
      await client.query("select pg_sleep(5)");
    } finally {
      client.release();
    }
  });
  expect(slow).toEqual([expect.stringContaining("statement timeout"), true]);
  const ended = await thrownBy(openFederationDb(database.url), ({ pool }) =>
    pool.query("select pg_terminate_backend(pg_backend_pid())"),
  );
  expect(ended[1]).toBe(true);
});

test("a wrong statement, and a value that the database refuses, are no absence", async () => {
  for (const text of ["select nothing from nowhere", "select 'x'::int", "select 1 / 0"]) {
    const [said, away] = await thrownBy(openFederationDb(database.url), ({ pool }) => pool.query(text));
    expect([said, away]).toEqual([said, false]);
  }
  expect(isDatabaseAway(new Error("hunter2"))).toBe(false);
});
