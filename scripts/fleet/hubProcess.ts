import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findFreePort } from "../embedded/freePort.ts";
import { metaHubHeap } from "../start/metaHubHeap.ts";
import { waitReady } from "../start/waitReady.ts";

/** A Meta Hub in a process of its own, as it would run anywhere; it can be killed and started again. */
export type MetaHubProcess = {
  name: string;
  url: string;
  /** What its process finds in its environment, for commands that are run beside it. */
  environment: Record<string, string>;
  /** Resolves when it is ready. Throws what it said when it does not become so. */
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Lets it drain. Throws, and kills it, when it is not gone within the 10 s that it promises. */
  stop(): Promise<void>;
  /** Lets it stand still, and go on. */
  signal(signal: "SIGSTOP" | "SIGCONT"): void;
  /** Whether the process that was started last still runs. */
  runs(): boolean;
  isReady(): Promise<boolean>;
  /** What it holds in memory now, in bytes; null where the system does not tell. */
  memory(): Promise<number | null>;
};

const main = fileURLToPath(new URL("../../server/main.ts", import.meta.url));
const patienceMs = 60_000;
const drainWithinMs = 10_000;

/**
 * Prepares a Meta Hub on a free port. Its data folder is `folder`, where its log is too.
 *
 * @param variables what else it finds in its environment; nothing of ours is there but where programs are.
 */
export async function prepareMetaHub(options: {
  name: string;
  folder: string;
  variables: Record<string, string>;
}): Promise<MetaHubProcess> {
  const { name, folder, variables } = options;
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(folder, `${name}.log`);
  const { PATH = "", HOME = "", TMPDIR = "/tmp" } = process.env;
  const environment = {
    ...metaHubHeap,
    PATH,
    HOME,
    TMPDIR,
    FED_DATA_DIR: folder,
    FED_PORT: String(port),
    LOG_LEVEL: "warn",
    ...variables,
  };
  let child: Bun.Subprocess | undefined;

  const end = async (signal: NodeJS.Signals) => {
    child?.kill(signal);
    await child?.exited;
  };
  const stop = async () => {
    let late = false;
    const impatience = setTimeout(() => {
      late = true;
      child?.kill("SIGKILL");
    }, drainWithinMs);
    await end("SIGTERM");
    clearTimeout(impatience);
    if (late) throw new Error(`${name} was not gone ${drainWithinMs / 1000} s after SIGTERM`);
  };
  return {
    name,
    url,
    environment,
    async start() {
      const output = Bun.file(logFile);
      child = Bun.spawn([process.execPath, main, "--scope=meta"], {
        ...{ stdin: "ignore", stdout: output, stderr: output, env: environment },
      });
      const { exited } = child;
      const { signal } = new AbortController();
      const readiness = await waitReady(`${url}/ready`, { exited, signal, timeoutMs: patienceMs });
      if (readiness.ready) return;
      const said = await readFile(logFile, "utf8").catch(() => "");
      throw new Error(`${name} did not start: ${readiness.reason}\n${said}`);
    },
    kill: () => end("SIGKILL"),
    stop,
    signal: (signal) => child?.kill(signal),
    runs: () => child !== undefined && child.exitCode === null && child.signalCode === null,
    async isReady() {
      const answer = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(3000) }).catch(() => null);
      return answer?.ok === true;
    },
    memory: () => residentBytes(child?.pid),
  };
}

async function residentBytes(pid: number | undefined): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
