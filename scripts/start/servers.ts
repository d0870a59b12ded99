import { join } from "node:path";
import type { StartEnv } from "../../server/platform/env.ts";
import { messageOf } from "../../server/platform/errors.ts";
import type { Stop } from "../../server/platform/lifecycle.ts";
import { findFreePort } from "../embedded/freePort.ts";
import { startNats } from "../embedded/nats.ts";
import { startPostgres } from "../embedded/postgres.ts";
import { type Kept, keepRunning, type Running } from "./keepRunning.ts";
import type { Progress } from "./progress.ts";
import type { RunRecord } from "./runState.ts";

/** What every part of a start works with. */
export type StartContext = {
  env: StartEnv;
  dataDir: string;
  record: RunRecord;
  progress: Progress;
  /** How to stop what runs. The order of stopping is not that of starting, which is all at once. */
  stops: { postgres?: Stop; nats?: Stop; hubs: Stop[] };
};

const preferredPort = { postgres: 15_432, nats: 14_222 } as const;

/**
 * The PostgreSQL server: the one of DATABASE_URL, else an embedded one on the port of last time if that is free.
 *
 * @returns the address from which databases and roles are made, and whether the server is ours.
 */
export async function startDatabaseServer(context: StartContext): Promise<{ adminUrl: string; embedded: boolean }> {
  const { env, dataDir, progress } = context;
  if (env.DATABASE_URL !== undefined) return { adminUrl: env.DATABASE_URL, embedded: false };
  const port = await findPort(context, "postgres");
  const kept = await keepServer(context, "PostgreSQL", async () => {
    const server = await startPostgres({ dataDir: join(dataDir, "postgres"), port });
    const words = ["postgres", server.movedTo ?? dataDir];
    await context.record.rememberProcess({ who: "postgres", pid: server.pid, words });
    return server;
  });
  context.stops.postgres = kept.stop;
  const { movedTo, url } = kept.current();
  if (movedTo !== null) {
    progress.say(
      `note   PostgreSQL does not run as root, and its user cannot enter ${dataDir}: its data is in ${movedTo}`,
    );
  }
  return { adminUrl: url("postgres"), embedded: true };
}

/** The broker: the one of NATS_URL, else an embedded one with `configFile` on the port of last time if that is free. */
export async function startBroker(context: StartContext, configFile: string): Promise<{ url: string }> {
  if (context.env.NATS_URL !== undefined) return { url: context.env.NATS_URL };
  const port = await findPort(context, "nats");
  const dataDir = join(context.dataDir, "nats");
  const kept = await keepServer(context, "NATS", async () => {
    const server = await startNats({ dataDir, port, configFile });
    await context.record.rememberProcess({ who: "nats", pid: server.pid, words: ["nats-server", dataDir] });
    return server;
  });
  context.stops.nats = kept.stop;
  return { url: kept.current().url };
}

async function findPort({ record }: StartContext, server: "postgres" | "nats"): Promise<number> {
  const before = record.previous.ports[server];
  const port = await findFreePort(before === undefined ? [preferredPort[server]] : [before, preferredPort[server]]);
  await record.rememberPort(server, port);
  return port;
}

async function keepServer<T extends Running>(
  { progress }: StartContext,
  name: string,
  start: () => Promise<T>,
): Promise<Kept<T>> {
  return keepRunning({
    first: await start(),
    start,
    onExit: (code, delayMs) =>
      progress.say(`ended  ${name} ended by itself (exit code ${code}); restarting in ${delayMs} ms`),
    onRestart: ({ pid }) => progress.say(`again  ${name} runs again (process ${pid})`),
    onFailure: (thrown, delayMs) =>
      progress.say(`failed ${name} did not restart; next try in ${delayMs} ms: ${messageOf(thrown)}`),
  });
}
