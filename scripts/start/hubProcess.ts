import { closeSync, mkdirSync, openSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Running } from "./keepRunning.ts";

/** How one hub is run: its arguments to `server/main.ts`, its environment, and where its output goes. */
export type HubPlan = { who: string; args: string[]; variables: Record<string, string>; logFile: string };

/** A hub that runs in a process of its own. */
export type HubProcess = Running & {
  who: string;
  /** Words of its command line by which a later start knows it again. */
  words: string[];
  /** The last lines it wrote since it was started. */
  lastLines(): Promise<string>;
};

const checkout = fileURLToPath(new URL("../../", import.meta.url));
const main = fileURLToPath(new URL("../../server/main.ts", import.meta.url));
/** A hub drains within this; see `drainMs` of its lifecycle. */
const patienceMs = 10_000;

/** What `bun start` decides for each hub anew; none of it may leak from its own environment into all of them. */
const ownVariables =
  /^(FED_(HOST|PORT|CONFIG_DIR|URL|API_KEY)|HUB_(PORT|URL|NAME|MESH_NS|API_KEY|CONFIG)|DATABASE_URL|NATS_.*|MESH_.*)$/;

/** For the Meta Hub alone: no instance may learn the client secret of single sign-on. */
const metaVariables = /^(OIDC_|MESH_(STREAM_REPLICAS|STREAM_MAX_BYTES|ACK_WAIT_SECONDS)$)/;

/** What of `source` is for the Meta Hub alone. */
export const metaEnvironment = (source: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(source).flatMap(([name, value]) =>
      value !== undefined && metaVariables.test(name) ? [[name, value]] : [],
    ),
  );

/** The environment that all hubs share: `source` without what each gets of its own. */
export function sharedEnvironment(source: Record<string, string | undefined>, dataDir: string): Record<string, string> {
  const shared: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) {
    if (value !== undefined && !ownVariables.test(name) && !metaVariables.test(name)) shared[name] = value;
  }
  return { ...shared, FED_DATA_DIR: dataDir };
}

/** What an instance finds: `source` without the variables that the policy `names` for the Meta Hub's webhooks. */
export const instanceEnvironment = (
  source: Record<string, string | undefined>,
  dataDir: string,
  names: readonly string[],
): Record<string, string> =>
  Object.fromEntries(Object.entries(sharedEnvironment(source, dataDir)).filter(([name]) => !names.includes(name)));

const longestLog = 20 * 1024 ** 2;

/** Sets a log aside that has more than `most` bytes, in place of the one that was set aside before. */
export function setAside(logFile: string, most = longestLog): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > most) renameSync(logFile, `${logFile}.1`);
}

/** Starts one hub. Its output is appended to its log file, which outlives it and us. */
export function startHub({ who, args, variables, logFile }: HubPlan): HubProcess {
  mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 });
  setAside(logFile);
  const log = openSync(logFile, "a", 0o600);
  const from = statSync(logFile).size;
  const child = Bun.spawn([process.execPath, "--no-env-file", main, ...args], {
    // Without what `.env` says there: we have read it, and what of it is for this hub is among its variables.
    cwd: checkout,
    env: variables,
    stdin: "ignore",
    stdout: log,
    stderr: log,
    // Its own process group: Ctrl-C in a terminal reaches the supervisor only, which stops things in order.
    detached: true,
  });
  closeSync(log);
  return {
    who,
    pid: child.pid,
    words: [main, ...args],
    exited: child.exited,
    async lastLines() {
      const text = await Bun.file(logFile).slice(from).text();
      return text.trimEnd().split("\n").slice(-12).join("\n");
    },
    async stop() {
      child.kill("SIGTERM");
      const impatience = setTimeout(() => child.kill("SIGKILL"), patienceMs);
      await child.exited;
      clearTimeout(impatience);
    },
  };
}
