import { randomBytes } from "node:crypto";
import { closeSync, existsSync, openSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Client } from "pg";
import { UserError } from "../../server/platform/errors.ts";
import { maxConnections } from "./clusterSettings.ts";
import { findFreePort } from "./freePort.ts";
import { initCluster } from "./initCluster.ts";
import { endOrphan } from "./orphan.ts";
import { findPostgres } from "./postgresBinaries.ts";
import { choosePostgresHome } from "./postgresHome.ts";
import { chooseServerUser } from "./postgresUser.ts";

/** A PostgreSQL server of our own. `exited` resolves with its exit code, whoever ended it. */
export type EmbeddedPostgres = {
  port: number;
  pid: number;
  /** The superuser's address of one database. */
  url(database: string): string;
  /** Fast shutdown: rolls back open transactions, closes every connection, waits until it is gone. */
  stop(): Promise<void>;
  exited: Promise<number>;
  /** The folder the data went to when the one asked for is out of the server user's reach, else null. */
  movedTo: string | null;
};

export type PostgresOptions = {
  /** Keeps the cluster, the superuser's password and the log. Made when missing, reused when not. */
  dataDir: string;
  /** Fails when taken. A free one when not given. */
  port?: number;
  /** Further server settings, as in postgresql.conf. */
  settings?: Readonly<Record<string, string>>;
};

const startTimeoutMs = 20_000;
const leftoversMs = 10_000;

/**
 * Starts PostgreSQL on 127.0.0.1 and waits until it answers a query. A server that a killed process left running on
 * the same folder is ended first. Throws a `UserError` when there is no server binary or it does not start.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const giveUpAt = performance.now() + leftoversMs;
  for (;;) {
    const started = await tryToStart(options);
    if (typeof started !== "string") return started;
    // Backends of a server that was killed live a moment longer, and hold its memory.
    const isHeldUp = started.includes("pre-existing shared memory block");
    if (!isHeldUp || performance.now() > giveUpAt) throw new UserError(started);
    await Bun.sleep(200);
  }
}

/** Starts it once. @returns what it said, when it did not start. */
async function tryToStart(options: PostgresOptions): Promise<EmbeddedPostgres | string> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const user = chooseServerUser();
  const home = await choosePostgresHome(dataDir, await findPostgres(), user);
  const password = await keepPassword(join(dataDir, "password"));
  await initCluster(home, user, password);
  await endPrevious(home.cluster);

  const port = options.port ?? (await findFreePort());
  const logFile = join(dataDir, "postgres.log");
  const saidBefore = Bun.file(logFile).size;
  const log = openSync(logFile, "a", 0o600);
  const server = Bun.spawn(
    [
      ...[home.binaries.postgres, "-D", home.cluster, "-p", String(port)],
      ...[
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories=",
        "-c",
        `max_connections=${maxConnections}`,
      ],
      ...Object.entries(options.settings ?? {}).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    // Its own process group: Ctrl-C in a terminal reaches the supervisor only, which stops things in order.
    { cwd: "/", stdin: "ignore", stdout: log, stderr: log, detached: true, ...(user ?? {}) },
  );
  closeSync(log);
  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const running = { port, pid: server.pid, url, exited: server.exited, movedTo: home.movedTo };
  if (!(await waitForAnswer(url("postgres"), server.exited))) {
    server.kill("SIGKILL");
    await server.exited;
    return `PostgreSQL did not start on port ${port}. It said:\n${await lastLines(logFile, saidBefore)}`;
  }
  return { ...running, stop: () => stopServer(server) };
}

/** The superuser's password, made once. Only its owner may read the file. */
async function keepPassword(file: string): Promise<string> {
  if (existsSync(file)) return (await readFile(file, "utf8")).trim();
  const password = randomBytes(24).toString("base64url");
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
}

/**
 * `postmaster.pid` outlives a crash. PostgreSQL goes by the process id alone, and after a restart of the machine that
 * id may belong to anything: then the file is stale, and it goes.
 */
async function endPrevious(cluster: string): Promise<void> {
  const file = join(cluster, "postmaster.pid");
  const pid = Number((await readFile(file, "utf8").catch(() => "")).split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  await endOrphan(pid, ["postgres", cluster], "SIGINT");
  await rm(file, { force: true });
}

async function waitForAnswer(url: string, exited: Promise<number>): Promise<boolean> {
  let running = true;
  void exited.then(() => {
    running = false;
  });
  const deadline = performance.now() + startTimeoutMs;
  while (running && performance.now() < deadline) {
    if (await answers(url)) return running;
    await Bun.sleep(20);
  }
  return false;
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function stopServer(server: Bun.Subprocess): Promise<void> {
  server.kill("SIGINT");
  const timers = [setTimeout(() => server.kill("SIGQUIT"), 2000), setTimeout(() => server.kill("SIGKILL"), 3000)];
  await server.exited;
  for (const timer of timers) clearTimeout(timer);
}

async function lastLines(logFile: string, from: number): Promise<string> {
  const text = await Bun.file(logFile)
    .slice(from)
    .text()
    .catch(() => "nothing");
  return text.trimEnd().split("\n").slice(-8).join("\n");
}
