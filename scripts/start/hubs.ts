import { join, relative } from "node:path";
import { messageOf, UserError } from "../../server/platform/errors.ts";
import type { Variables } from "../../server/platform/keys/hubEnvironment.ts";
import { type HubProcess, instanceEnvironment, metaEnvironment, sharedEnvironment, startHub } from "./hubProcess.ts";
import { keepRunning } from "./keepRunning.ts";
import { metaHubHeap } from "./metaHubHeap.ts";
import type { LocalProject } from "./projects.ts";
import type { StartContext } from "./servers.ts";
import { type Readiness, waitReady } from "./waitReady.ts";

const readyTimeoutMs = 60_000;

/** Where the log of `who` (`meta` or a slug) is. */
const logFile = (dataDir: string, who: string): string => join(dataDir, "logs", `${who}.log`);

/** The command that runs one project hub alone, as a person types it at the checkout. */
export function aloneCommand(slug: string, root: string, dataDir: string): string {
  const folder = relative(process.cwd(), dataDir);
  const data = folder === ".data" ? "" : `FED_DATA_DIR=${quote(dataDir)} `;
  return `${data}bun server/main.ts --scope=project --project ${slug} --root ${quote(root)}`;
}

const quote = (text: string) => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/**
 * Starts the Meta Hub, waits until it is ready, and from then on starts it again whenever it ends by itself. `force`
 * accepts declarations that archive many projects. Throws a `UserError` with what it said when it does not get ready.
 */
export async function runMetaHub(
  context: StartContext,
  variables: Variables,
  options: { url: string; force: boolean; inherited: Record<string, string | undefined>; signal: AbortSignal },
): Promise<void> {
  const { dataDir, progress, record, stops } = context;
  const plan = {
    who: "meta",
    args: ["--scope=meta", ...(options.force ? ["--force"] : [])],
    variables: {
      ...metaHubHeap,
      ...sharedEnvironment(options.inherited, dataDir),
      ...metaEnvironment(options.inherited),
      ...variables,
    },
    logFile: logFile(dataDir, "meta"),
  };
  const start = async (): Promise<HubProcess> => {
    const hub = startHub(plan);
    await record.rememberProcess(hub);
    return hub;
  };
  const first = await start();
  let stop = first.stop;
  stops.hubs.push(() => stop());
  const { exited } = first;
  const readiness = await waitReady(`${options.url}/ready`, {
    exited,
    signal: options.signal,
    timeoutMs: readyTimeoutMs,
  });
  if (options.signal.aborted) return;
  if (!readiness.ready) {
    const said = (await first.lastLines()) || "nothing";
    throw new UserError(`The Meta Hub did not start: ${readiness.reason}. It said:\n${said}\nLog: ${plan.logFile}`);
  }
  const kept = keepRunning({
    first,
    start,
    onExit: (code, delayMs) =>
      progress.say(
        `ended  the Meta Hub ended by itself (exit code ${code}); restarting in ${delayMs} ms. Log: ${plan.logFile}`,
      ),
    onRestart: ({ pid }) => progress.say(`again  the Meta Hub runs again (process ${pid})`),
    onFailure: (thrown) => progress.say(`failed the Meta Hub did not restart: ${messageOf(thrown)}`),
  });
  stop = kept.stop;
}

/**
 * Starts one project hub and waits until it is healthy. When it ends by itself it is not started again: its silence is
 * what the federation is there to show. The person is told how to start it alone. Of what we have `inherited` it finds
 * nothing that is `withheld`.
 */
export async function runProjectHub(
  context: StartContext,
  project: LocalProject,
  variables: Variables,
  options: { inherited: Record<string, string | undefined>; withheld: readonly string[]; signal: AbortSignal },
): Promise<Readiness> {
  const { dataDir, progress, record, stops } = context;
  const { slug, name, hubUrl } = project.declaration;
  const hub = startHub({
    who: slug,
    args: ["--scope=project", "--project", slug, "--root", project.root],
    variables: { ...instanceEnvironment(options.inherited, dataDir, options.withheld), ...variables },
    logFile: logFile(dataDir, slug),
  });
  let stopping = false;
  stops.hubs.push(() => {
    stopping = true;
    return hub.stop();
  });
  await record.rememberProcess(hub);
  void hub.exited.then(async (code) => {
    if (stopping) return;
    progress.say(
      `ended  ${name}'s hub ended by itself (exit code ${code}) and stays down, so that its silence shows. It said:\n` +
        `${indent(await hub.lastLines())}\n       Start it again alone with:\n` +
        `         ${aloneCommand(slug, project.root, dataDir)}`,
    );
  });
  return waitReady(`${hubUrl}/health`, { exited: hub.exited, signal: options.signal, timeoutMs: readyTimeoutMs });
}

const indent = (text: string) =>
  text
    .split("\n")
    .slice(-3)
    .map((line) => `         ${line.slice(0, 200)}`)
    .join("\n");
