import { secretNamesOf } from "../../server/federation/notify/webhook.ts";
import { loadPolicy } from "../../server/platform/config.ts";
import type { StartEnv } from "../../server/platform/env.ts";
import { hubVariables, metaVariables, writeEnvFile } from "../../server/platform/keys/hubEnvironment.ts";
import type { FederationKeys } from "../../server/platform/keys/keepKeys.ts";
import { buildClient } from "../build.ts";
import { type Announcement, announce } from "./announce.ts";
import { prepareDatabases } from "./databases.ts";
import type { StartFlags } from "./flags.ts";
import { runMetaHub, runProjectHub } from "./hubs.ts";
import { openBrowser } from "./openBrowser.ts";
import { checkPorts } from "./ports.ts";
import { configuredProjects, projectsFromPaths, type StartProjects } from "./projects.ts";
import { endLeftovers } from "./runState.ts";
import { type StartContext, startBroker } from "./servers.ts";
import { signInLink } from "./signInLink.ts";
import { waitHeard } from "./waitHeard.ts";
import { natsConfigFile, writeKeys } from "./writeKeys.ts";

const defaultPort = 5400;

type RunOptions = { flags: StartFlags; inherited: Record<string, string | undefined>; signal: AbortSignal };

/** Brings a federation up: everything that can be done at once is. Resolves when the person has the link. */
export async function runFederation(context: StartContext, { flags, inherited, signal }: RunOptions): Promise<void> {
  const { env, dataDir, progress, record } = context;
  const started = performance.now();
  const since = new Date();
  const ended = await endLeftovers(record.previous);
  if (ended.length > 0) progress.say(`note   ended what a killed start had left running: ${ended.join(", ")}`);

  const port = flags.port ?? env.FED_PORT ?? defaultPort;
  const projects =
    flags.paths.length > 0
      ? await projectsFromPaths(flags.paths, dataDir, flags.port)
      : await configuredProjects(env.FED_CONFIG_DIR, dataDir, flags.port);
  await checkHubPorts(env, port, projects);

  const keys = await writeKeys(env, projects.declared);
  const metaUrl = `http://${dialable(env.FED_HOST)}:${port}`;
  // The hubs need the page only when somebody opens it.
  const [hubs] = await together([
    startHubs(context, { flags, inherited, signal, projects, keys, port, metaUrl }),
    progress.step("web client", () => buildClient()),
  ] as const);
  if (signal.aborted) return;
  const healthy = hubs.filter(({ readiness }) => readiness.ready).map(({ declaration }) => declaration.slug);
  const [link] = await together([
    signInLink(metaUrl, keys.adminKey),
    progress.step("federation", () => waitHeard(healthy, { metaUrl, adminKey: keys.adminKey, since, signal })),
  ] as const);
  if (signal.aborted) return;

  const local = new Set(projects.local.map(({ declaration }) => declaration.slug));
  announce(context, {
    metaUrl,
    link,
    hubs,
    elsewhere: projects.declared.filter(({ slug }) => !local.has(slug)),
    seconds: (performance.now() - started) / 1000,
  });
  if (flags.open) openBrowser(env, link);
}

type HubsToStart = RunOptions & { projects: StartProjects; keys: FederationKeys; port: number; metaUrl: string };

/** Starts what the hubs stand on, then all hubs at once. Without an answer from one in time, it is told as not ready. */
async function startHubs(
  context: StartContext,
  { flags, inherited, signal, projects, keys, port, metaUrl }: HubsToStart,
): Promise<Announcement["hubs"]> {
  const { env, dataDir, progress } = context;
  const slugs = projects.local.map(({ declaration }) => declaration.slug);
  const [database, broker] = await together([
    progress.step(env.DATABASE_URL === undefined ? "PostgreSQL" : "databases", () =>
      prepareDatabases(context, keys, slugs),
    ),
    progress.step(env.NATS_URL === undefined ? "NATS" : "broker", () => startBroker(context, natsConfigFile(dataDir))),
  ] as const);
  if (signal.aborted) return [];

  const natsUrl = broker.url;
  const meta = metaVariables(
    keys,
    { databaseUrl: database.federationUrl, natsUrl },
    { host: env.FED_HOST, port, configDir: projects.configDir },
  );
  const { notifications } = await loadPolicy(projects.configDir);
  const withheld = secretNamesOf(notifications.webhooks);
  const [, ...hubs] = await together([
    progress.step("Meta Hub", async () => {
      await writeEnvFile(dataDir, "meta", meta);
      await runMetaHub(context, meta, {
        url: metaUrl,
        force: flags.force || flags.paths.length > 0,
        inherited,
        signal,
      });
    }),
    ...projects.local.map((project) =>
      progress.step(`${project.declaration.name}'s hub`, async () => {
        const { declaration, root, hubConfig } = project;
        const databaseUrl = database.instanceUrls.get(declaration.slug);
        const variables = hubVariables(keys, { databaseUrl, natsUrl }, declaration, hubConfig);
        await writeEnvFile(dataDir, declaration.slug, variables);
        return {
          declaration,
          root,
          readiness: await runProjectHub(context, project, variables, { inherited, withheld, signal }),
        };
      }),
    ),
  ] as const);
  return hubs;
}

/** Waits for all of them, also when one fails: what has been started must be known before it can be stopped. */
async function together<const Work extends readonly unknown[]>(
  work: Work,
): Promise<{ -readonly [Index in keyof Work]: Awaited<Work[Index]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

async function checkHubPorts(env: StartEnv, port: number, projects: StartProjects): Promise<void> {
  await checkPorts([
    { who: "the Meta Hub", host: env.FED_HOST, port, remedy: "Choose another: bun start -- --port <number>." },
    ...projects.local.map(({ declaration: { name, hubUrl } }) => ({
      who: `${name}'s hub`,
      host: "127.0.0.1",
      port: Number(new URL(hubUrl).port || 80),
      remedy: "Change its hubUrl, or move all hubs: bun start -- --port <number>.",
    })),
  ]);
}

/** An address of all interfaces can be listened on, but not dialled. */
const dialable = (host: string) => (host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host);
