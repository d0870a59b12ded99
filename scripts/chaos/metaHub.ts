import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findFreePort } from "../embedded/freePort.ts";
import { waitReady } from "../start/waitReady.ts";

const main = fileURLToPath(new URL("../../server/main.ts", import.meta.url));

/** A Meta Hub that can be killed and started again on the same data. */
export type MetaHubProcess = {
  name: string;
  start(): Promise<void>;
  signal(signal: "SIGSTOP" | "SIGCONT"): void;
  kill(): Promise<void>;
  /** Whether the process that was started last still runs. */
  runs(): boolean;
  isReady(): Promise<boolean>;
};

export type MetaHubSettings = {
  name: string;
  folder: string;
  configDir: string;
  databaseUrl: string;
  natsUrl: string;
  /** The root of all signatures, base64. Replicas share it. */
  rootKey: string;
};

/** A real Meta Hub in a process of its own, on the given servers. Its log is in `folder`. */
export async function prepareMetaHub(settings: MetaHubSettings): Promise<MetaHubProcess> {
  const { name, folder, configDir, databaseUrl, natsUrl, rootKey } = settings;
  const dataDir = join(folder, name);
  await mkdir(dataDir, { recursive: true });
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const log = Bun.file(join(dataDir, "meta.log"));
  const { PATH = "", HOME = "", TMPDIR = "/tmp" } = process.env;
  const environment = {
    ...{ PATH, HOME, TMPDIR, FED_DATA_DIR: dataDir, FED_CONFIG_DIR: configDir, FED_PORT: String(port) },
    ...{ LOG_LEVEL: "warn", DATABASE_URL: databaseUrl, NATS_URL: natsUrl, MESH_HMAC_KEY: rootKey },
  };
  let hub: Bun.Subprocess | undefined;

  const isReady = async () => {
    const answer = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(3000) }).catch(() => null);
    return answer?.ok === true;
  };
  return {
    name,
    isReady,
    async start() {
      const options = { env: environment, stdin: "ignore", stdout: log, stderr: log } as const;
      hub = Bun.spawn([process.execPath, main, "--scope=meta"], options);
      const { signal } = new AbortController();
      const readiness = await waitReady(`${url}/ready`, { exited: hub.exited, signal, timeoutMs: 60_000 });
      if (!readiness.ready) throw new Error(`${name} did not start: ${readiness.reason}\n${await log.text()}`);
    },
    signal: (signal) => hub?.kill(signal),
    async kill() {
      hub?.kill("SIGKILL");
      await hub?.exited;
    },
    runs: () => hub !== undefined && hub.exitCode === null && hub.signalCode === null,
  };
}
