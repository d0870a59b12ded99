import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { type DatabaseKind, migrate } from "../../server/platform/migrate.ts";
import { requireTestDatabase } from "./requireServers.ts";

/** A database of one test suite's own. `drop` ends whatever is still connected to it. */
export type TestDatabase = { url: string; drop(): Promise<void> };

/** Any number no production code locks: suites that start at once make the template one after the other. */
const templateLock = 72_7074_0002;

function databaseUrl(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

async function onServer<T>(server: string, run: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** Changes whenever a migration does, so that a server kept between runs never serves an old template. */
async function migrationsDigest(kind: DatabaseKind): Promise<string> {
  const folder = fileURLToPath(new URL(`../../prisma/${kind}/migrations`, import.meta.url));
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".sql")).sort();
  const contents = await Promise.all(files.map((name) => Bun.file(`${folder}/${name}`).text()));
  return Bun.hash(contents.join("\0")).toString(16);
}

async function makeTemplate(server: string, kind: DatabaseKind): Promise<string> {
  const template = `template_${kind}_${await migrationsDigest(kind)}`;
  await onServer(server, async (client) => {
    await client.query("select pg_advisory_lock($1)", [templateLock]);
    const { rowCount } = await client.query("select from pg_database where datname = $1", [template]);
    if (rowCount !== 0) return;
    // Renamed when it is whole: a run that was cut off leaves nothing that looks like a template.
    const unfinished = `unfinished_${crypto.randomUUID()}`;
    await client.query(`create database "${unfinished}"`);
    await migrate(kind, databaseUrl(server, unfinished));
    await client.query(`alter database "${unfinished}" rename to "${template}"`);
  });
  return template;
}

const templates = new Map<DatabaseKind, Promise<string>>();

function templateOf(server: string, kind: DatabaseKind): Promise<string> {
  const known = templates.get(kind) ?? makeTemplate(server, kind);
  templates.set(kind, known);
  return known;
}

/**
 * A fresh, migrated database on the test run's PostgreSQL: a copy of a template that is migrated once, so it takes
 * tens of milliseconds.
 *
 * @throws UserError when the test was started without its servers.
 */
export async function createTestDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  const server = requireTestDatabase();
  const template = await templateOf(server, kind);
  const name = `test_${crypto.randomUUID()}`;
  await onServer(server, (client) =>
    client.query(`create database "${name}" template "${template}" strategy file_copy`),
  );
  return {
    url: databaseUrl(server, name),
    drop: () =>
      onServer(server, async (client) => {
        await client.query(`drop database if exists "${name}" with (force)`);
      }),
  };
}
