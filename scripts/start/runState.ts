import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { endOrphan } from "../embedded/orphan.ts";

/** A process that a start began, and the words of its command line that prove it is still that one. */
const recordedProcess = z.object({
  who: z.string(),
  pid: z.number().int().positive(),
  words: z.array(z.string()).min(1),
});
export type RecordedProcess = z.infer<typeof recordedProcess>;

const runState = z.object({
  /** Ports of the embedded servers, kept from start to start. */
  ports: z.object({ postgres: z.number().int(), nats: z.number().int() }).partial(),
  processes: z.array(recordedProcess),
});
export type RunState = z.infer<typeof runState>;

/** What is remembered between starts, in `<dataDir>/run.json`. */
export type RunRecord = {
  /** The state the previous start left. */
  previous: RunState;
  rememberPort(server: "postgres" | "nats", port: number): Promise<void>;
  /** Replaces what was recorded for `who`. */
  rememberProcess(process: RecordedProcess): Promise<void>;
  forgetProcesses(): Promise<void>;
};

export async function openRunRecord(dataDir: string): Promise<RunRecord> {
  const file = join(dataDir, "run.json");
  const previous = await readState(file);
  const ports = { ...previous.ports };
  const processes = new Map<string, RecordedProcess>();
  let saving = Promise.resolve();
  const save = () => {
    saving = saving.then(async () => {
      await writeFile(`${file}.new`, JSON.stringify({ ports, processes: [...processes.values()] }));
      await rename(`${file}.new`, file);
    });
    return saving;
  };
  return {
    previous,
    rememberPort(server, port) {
      ports[server] = port;
      return save();
    },
    rememberProcess({ who, pid, words }) {
      processes.set(who, { who, pid, words });
      return save();
    },
    forgetProcesses() {
      processes.clear();
      return save();
    },
  };
}

/** A file that cannot be read or understood is no memory, not an obstacle. */
async function readState(file: string): Promise<RunState> {
  try {
    return runState.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return { ports: {}, processes: [] };
  }
}

/**
 * Ends what a killed start left running: hubs first, then the servers under them.
 *
 * @returns who was ended.
 */
export async function endLeftovers({ processes }: RunState): Promise<string[]> {
  const isServer = ({ who }: RecordedProcess) => who === "postgres" || who === "nats";
  const end = async ({ who, pid, words }: RecordedProcess) =>
    (await endOrphan(pid, words, who === "postgres" ? "SIGINT" : "SIGTERM")) ? [who] : [];
  const hubs = await Promise.all(processes.filter((process) => !isServer(process)).map(end));
  const servers = await Promise.all(processes.filter(isServer).map(end));
  return [...hubs, ...servers].flat();
}
