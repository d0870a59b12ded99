import { readStartEnv } from "../server/platform/env.ts";
import { messageOf, UserError } from "../server/platform/errors.ts";
import { Lifecycle } from "../server/platform/lifecycle.ts";
import { silentLog } from "../server/platform/log.ts";
import { lockDataFolder, openDataFolder, resetDataFolder } from "./start/dataFolder.ts";
import { parseFlags, usage } from "./start/flags.ts";
import { createProgress } from "./start/progress.ts";
import { runFederation } from "./start/run.ts";
import { endLeftovers, openRunRecord } from "./start/runState.ts";
import type { StartContext } from "./start/servers.ts";

const lifecycle = new Lifecycle(silentLog);
const interrupted = new AbortController();

async function start(): Promise<void> {
  const flags = parseFlags(process.argv.slice(2));
  if (flags.help) {
    console.log(usage);
    process.exit(0);
  }
  const env = readStartEnv(process.env);
  const dataDir = env.FED_DATA_DIR;
  const isTerminal = process.stdout.isTTY === true;
  const progress = createProgress({
    write: (text) => process.stdout.write(text),
    isTerminal,
    color: isTerminal && env.NO_COLOR === undefined,
  });
  await openDataFolder(dataDir);
  lifecycle.onStop("lock", await lockDataFolder(dataDir));
  if (flags.reset) {
    await endLeftovers((await openRunRecord(dataDir)).previous);
    await resetDataFolder(dataDir);
  }
  const stops: StartContext["stops"] = { hubs: [] };
  const record = await openRunRecord(dataDir);
  const context: StartContext = { env, dataDir, record, progress, stops };
  lifecycle.onStop("run record", record.forgetProcesses);
  lifecycle.onStop("postgres", () => stops.postgres?.());
  lifecycle.onStop("nats", () => stops.nats?.());
  lifecycle.onStop("hubs", async () => void (await Promise.all(stops.hubs.map((stop) => stop()))));
  await runFederation(context, { flags, inherited: process.env, signal: interrupted.signal });
}

/** What a person sees when a start fails: the message alone where they can mend it, the stack where we must. */
async function fail(thrown: unknown): Promise<never> {
  await lifecycle.stop();
  const theirs = thrown instanceof UserError;
  process.stderr.write(`${!theirs && thrown instanceof Error ? thrown.stack : messageOf(thrown)}\n`);
  process.exit(theirs ? 2 : 1);
}

const starting = start();

/** Stops everything in order; what is just being started is waited for first. A second signal does not wait. */
let interruptedAt = 0;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, async () => {
    // A terminal and each runner above may pass on the same Ctrl-C: only a later one is impatience.
    if (interrupted.signal.aborted) return void (performance.now() - interruptedAt > 1000 && process.exit(1));
    interruptedAt = performance.now();
    interrupted.abort();
    process.stdout.write("\nStopping what was started here ...\n");
    await Promise.race([starting.catch(() => {}), Bun.sleep(3000)]);
    await lifecycle.stop();
    process.exit(0);
  });
}

starting.catch((thrown) => (interrupted.signal.aborted ? undefined : fail(thrown)));
