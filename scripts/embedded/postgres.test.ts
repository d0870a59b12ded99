import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { startPostgres } from "./postgres.ts";

let dataDir: string;

beforeAll(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), "fed-postgres-")), "postgres");
  // Reachable for the user that the server runs as when the tests run as root.
  await Bun.spawn(["chmod", "755", join(dataDir, "..")]).exited;
});
afterAll(() => rm(join(dataDir, ".."), { recursive: true, force: true }));

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test("a server that is killed starts again with its data, and one that is left running is replaced", async () => {
  const first = await startPostgres({ dataDir });
  await query(first.url("postgres"), "create table kept as select 42 as answer");
  process.kill(first.pid, "SIGKILL");
  await first.exited;
  if (first.movedTo === null) expect(existsSync(join(dataDir, "cluster", "postmaster.pid"))).toBe(true);

  const second = await startPostgres({ dataDir });
  expect(await query(second.url("postgres"), "select answer from kept")).toEqual([{ answer: 42 }]);

  const third = await startPostgres({ dataDir });
  await second.exited;
  expect(await query(third.url("postgres"), "select answer from kept")).toEqual([{ answer: 42 }]);
  expect(statSync(join(dataDir, "password")).mode & 0o777).toBe(0o600);
  const wrong = new URL(third.url("postgres"));
  wrong.password = "wrong";
  await expect(query(wrong.href, "select 1")).rejects.toThrow("password authentication failed");
  await third.stop();
  expect(await third.exited).toBe(0);
}, 60_000);

test("a port that is taken is said", async () => {
  const holder = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const port = holder.port ?? 0;
  await expect(startPostgres({ dataDir, port })).rejects.toThrow("Address already in use");
  await holder.stop(true);
}, 30_000);
