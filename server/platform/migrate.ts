import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engineBindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { Client, Pool } from "pg";
import { isDatabaseAway } from "./databaseAway.ts";
import { AppError, messageOf, UserError } from "./errors.ts";

/** Which of the two databases: the Meta Hub's, or one project hub's own. */
export type DatabaseKind = "federation" | "instance";

/** The PostgreSQL schema that each kind of database keeps its tables in. */
export const databaseSchema: Record<DatabaseKind, string> = {
  federation: "commandcenter_fed",
  instance: "public",
};

const folderOf = (kind: DatabaseKind) => fileURLToPath(new URL(`../../prisma/${kind}`, import.meta.url));

/** What was stored before a statement changed it is asked for with `returning old`, which is new in 18. */
const oldestServer = 18;

/** Any number that nothing else on the database locks: two hubs that start at once migrate one after the other. */
const migrationLock = 72_7074_0001;

let compiled: Promise<void> | undefined;

/**
 * Makes Prisma's own schema engine ready. It is the WASM build from the registry, because the CLI's engine is a
 * download that a closed network cannot make. Compiled once a process.
 */
function loadEngine(): Promise<void> {
  compiled ??= (async () => {
    const wasm = Bun.file(new URL("schema_engine_bg.wasm", import.meta.resolve("@prisma/schema-engine-wasm")));
    const { instance } = await WebAssembly.instantiate(await wasm.arrayBuffer(), {
      "./schema_engine_bg.js": { ...(engineBindings as unknown as WebAssembly.ModuleImports), ...patientTimers() },
    });
    const bindings = engineBindings as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void };
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
  })();
  return compiled;
}

/**
 * The engine's timers as ones that keep no process alive: it leaves one of 10 s behind, for a lock that it got long ago,
 * and a command that has done its work would wait for it. wasm-bindgen gives the import a name with a hash.
 */
function patientTimers(): Record<string, (callback: () => void, ms: number) => unknown> {
  const names = Object.keys(engineBindings).filter((name) => name.startsWith("__wbg_setTimeout"));
  return Object.fromEntries(names.map((name) => [name, (callback, ms) => setTimeout(callback, ms >>> 0).unref()]));
}

async function readSchema(kind: DatabaseKind): Promise<{ path: string; content: string }> {
  const path = join(folderOf(kind), "schema.prisma");
  return { path, content: await Bun.file(path).text() };
}

async function readMigrations(kind: DatabaseKind) {
  const baseDir = join(folderOf(kind), "migrations");
  const names = (await readdir(baseDir, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir,
    lockfile: { path: "migration_lock.toml", content: await Bun.file(join(baseDir, "migration_lock.toml")).text() },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: { tag: "ok" as const, value: await Bun.file(join(baseDir, name, "migration.sql")).text() },
        },
      })),
    ),
  };
}

async function withEngine<T>(
  kind: DatabaseKind,
  databaseUrl: string,
  run: (engine: engineBindings.SchemaEngine) => Promise<T>,
): Promise<T> {
  await loadEngine();
  const schema = await readSchema(kind);
  const schemaName = databaseSchema[kind];
  // Migrations name tables without a schema, so the search path decides where they land.
  const pool = new Pool({ connectionString: databaseUrl, options: `-c search_path=${schemaName}` });
  const adapter = new PrismaPg(pool, { schema: schemaName });
  const engine = await engineBindings.SchemaEngine.new(
    { datamodels: [[schema.path, schema.content]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  try {
    return await run(engine);
  } finally {
    engine.free();
    // The engine's advisory lock belongs to its connection: the next migration waits until it is closed.
    await pool.end();
  }
}

type Migrations = Awaited<ReturnType<typeof readMigrations>>["migrationDirectories"];

/**
 * Whether a database has each of these migrations, word for word, and no unfinished one. Then the engine has nothing to
 * do, and need not be compiled, which takes longer than anything else in the start of a hub.
 */
async function isUpToDate(database: Client, kind: DatabaseKind, migrations: Migrations): Promise<boolean> {
  const table = `"${databaseSchema[kind]}"."_prisma_migrations"`;
  const { rows: found } = await database.query("select from pg_class where oid = to_regclass($1)", [table]);
  if (found.length === 0) return false;
  const { rows } = await database.query<{ name: string; checksum: string; finished: boolean }>(
    `select migration_name as name, checksum, finished_at is not null as finished from ${table} where rolled_back_at is null`,
  );
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  return (
    rows.every(({ finished }) => finished) &&
    migrations.every(({ path, migrationFile: { content } }) => applied.get(path) === checksumOf(content.value))
  );
}

/** Prisma's checksum of a migration. */
const checksumOf = (script: string): string => createHash("sha256").update(script, "utf8").digest("hex");

/**
 * Brings a database up to date with the migrations in `prisma/<kind>/migrations`: real Prisma Migrate, with its
 * `_prisma_migrations` table. Safe to call from several processes at once. Throws a `UserError` for a server that
 * refuses us or is too old, and `unavailable` for one that may answer later, before it changes anything.
 *
 * @returns the names of the migrations it applied, oldest first; none when the database was up to date.
 */
export async function migrate(kind: DatabaseKind, databaseUrl: string): Promise<string[]> {
  const guard = await reach(databaseUrl);
  try {
    await refuseOldServer(guard);
    await guard.query("select pg_advisory_lock($1)", [migrationLock]);
    await guard.query(`create schema if not exists "${databaseSchema[kind]}"`);
    const migrationsList = await readMigrations(kind);
    if (await isUpToDate(guard, kind, migrationsList.migrationDirectories)) return [];
    const { appliedMigrationNames } = await withEngine(kind, databaseUrl, (engine) =>
      engine.applyMigrations({ migrationsList, filters: { externalTables: [], externalEnums: [] } }),
    );
    return appliedMigrationNames;
  } finally {
    await guard.end();
  }
}

/** A server that accepts a connection and says nothing would let a hub's start wait for ever. */
const answerWithinMs = 10_000;

/** Connects. What it throws names the server, and never its password. */
async function reach(databaseUrl: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: answerWithinMs });
  try {
    await client.connect();
    return client;
  } catch (thrown) {
    const reason = messageOf(thrown) || (thrown as { code?: string }).code;
    const said = `No connection to PostgreSQL at ${client.host}:${client.port}: ${reason}.`;
    if (isDatabaseAway(thrown)) throw new AppError("unavailable", `${said} Does it run?`, { cause: thrown });
    throw new UserError(`${said} Are the name, the password and the database of DATABASE_URL right?`);
  }
}

async function refuseOldServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
  );
  const [server] = rows;
  if (server !== undefined && server.number < oldestServer * 10_000) {
    throw new UserError(`PostgreSQL ${oldestServer} or newer is needed; the server of DATABASE_URL is ${server.name}.`);
  }
}
