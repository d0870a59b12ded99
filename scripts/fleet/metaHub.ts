import { randomBytes } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Lifecycle } from "../../server/platform/lifecycle.ts";
import { findFreePort } from "../embedded/freePort.ts";
import { startNats } from "../embedded/nats.ts";
import { startPostgres } from "../embedded/postgres.ts";
import { waitReady } from "../start/waitReady.ts";
import { type Member, projectsYaml } from "./members.ts";

/** A Meta Hub in a process of its own, with its servers, as it would run anywhere. */
export type FleetMetaHub = {
  url: string;
  apiKey: string;
  natsUrl: string;
  /** What it holds in memory now, in bytes; null where the system does not tell. */
  memory(): Promise<number | null>;
};

const main = fileURLToPath(new URL("../../server/main.ts", import.meta.url));

/** Starts everything in a temporary folder. `lifecycle` stops it, and removes the folder. */
export async function startMetaHub(lifecycle: Lifecycle, members: readonly Member[]): Promise<FleetMetaHub> {
  const folder = await mkdtemp(join(tmpdir(), "fed-fleet-"));
  lifecycle.onStop("folder", () => rm(folder, { recursive: true, force: true }));
  // PostgreSQL's own user must be able to enter.
  await chmod(folder, 0o755);
  const postgres = await startPostgres({ dataDir: join(folder, "postgres") });
  lifecycle.onStop("postgres", postgres.stop);
  const nats = await startNats({ dataDir: join(folder, "nats") });
  lifecycle.onStop("nats", nats.stop);
  const apiKey = `fleet_${randomBytes(24).toString("base64url")}`;
  await mkdir(join(folder, "keys"), { mode: 0o700 });
  await Bun.write(join(folder, "keys", "admin.key"), apiKey);
  await Bun.write(join(folder, "config", "projects.yaml"), projectsYaml(members));
  const port = await findFreePort();
  const { PATH = "", HOME = "" } = process.env;
  const child = Bun.spawn([process.execPath, main, "--scope=meta"], {
    stdin: "ignore",
    stdout: "ignore",
    stderr: Bun.file(join(folder, "meta.log")),
    env: {
      ...{ PATH, HOME, FED_DATA_DIR: folder, FED_CONFIG_DIR: join(folder, "config"), FED_PORT: String(port) },
      ...{ DATABASE_URL: postgres.url("postgres"), NATS_URL: nats.url, LOG_LEVEL: "warn" },
      MESH_HMAC_KEY: randomBytes(32).toString("base64"),
    },
  });
  lifecycle.onStop("meta hub", async () => {
    child.kill("SIGTERM");
    await child.exited;
  });
  const url = `http://127.0.0.1:${port}`;
  const signal = new AbortController().signal;
  const readiness = await waitReady(`${url}/ready`, { exited: child.exited, signal, timeoutMs: 60_000 });
  if (!readiness.ready) {
    const said = await readFile(join(folder, "meta.log"), "utf8").catch(() => "");
    throw new Error(`The Meta Hub did not start: ${readiness.reason}\n${said}`);
  }
  return { url, apiKey, natsUrl: nats.url, memory: () => residentBytes(child.pid) };
}

async function residentBytes(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
