import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { Client } from "pg";
import { findFreePort } from "../../scripts/embedded/freePort.ts";
import { createTestDatabase, type TestDatabase } from "../../scripts/testing/database.ts";
import { AppError, messageOf, UserError } from "./errors.ts";
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

describe("a server that does not let us in is named, with what it says and without the password; one that is away may come back", () => {
  const refusal = async (kind: typeof UserError | typeof AppError, change: (url: URL) => void) => {
    const url = new URL(database.url);
    url.password = "planted-secret";
    change(url);
    const refused = await migrate("instance", url.href).catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(kind);
    expect(messageOf(refused)).toStartWith(`No connection to PostgreSQL at ${url.hostname}:${url.port}: `);
    expect(messageOf(refused)).not.toContain("planted-secret");
    return messageOf(refused);
  };

  test("where nothing listens", async () => {
    const port = await findFreePort();
    expect(
      await refusal(AppError, (url) => {
        url.port = `${port}`;
      }),
    ).toContain("ECONNREFUSED");
  });

  test("where something else ends every connection", async () => {
    const other = Bun.listen({
      hostname: "127.0.0.1",
      port: 0,
      socket: { open: (socket) => void socket.end(), data() {} },
    });
    try {
      await refusal(AppError, (url) => {
        url.hostname = "127.0.0.1";
        url.port = `${other.port}`;
      });
    } finally {
      other.stop(true);
    }
  });

  test("where the password is refused", async () => {
    expect(await refusal(UserError, () => {})).toContain("password authentication failed");
  });
});
