import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FederationKeys, keepKeys } from "../../server/platform/keys/keepKeys.ts";
import type { Lifecycle } from "../../server/platform/lifecycle.ts";
import { type ClusterBroker, startNatsCluster } from "../embedded/natsCluster.ts";
import { startPostgres } from "../embedded/postgres.ts";
import { startShippedNats } from "../embedded/shippedNats.ts";

/** What Meta Hubs stand on, in a temporary folder. */
export type FleetServers = {
  folder: string;
  keys: FederationKeys;
  databaseUrl: string;
  /** PostgreSQL, which can be killed and started again on the same data. */
  database: { kill(): Promise<void>; start(): Promise<void> };
  natsUrl: string;
  /** Who may do everything at the brokers. */
  nkeySeed: string;
  /** The brokers of a cluster; none where there is one broker alone. */
  brokers: ClusterBroker[];
};

/** Starts PostgreSQL and so many brokers, which know these projects' hubs. `lifecycle` stops them, and removes the folder. */
export async function startServers(
  lifecycle: Lifecycle,
  brokerCount: number,
  projects: readonly { slug: string; meshNs: string }[],
): Promise<FleetServers> {
  const folder = await mkdtemp(join(tmpdir(), "fed-fleet-"));
  lifecycle.onStop("folder", () => rm(folder, { recursive: true, force: true }));
  // PostgreSQL's own user must be able to enter.
  await chmod(folder, 0o755);
  const keys = await keepKeys(
    folder,
    projects.map(({ slug }) => slug),
  );
  const instances = projects.flatMap(({ slug, meshNs }) => {
    const known = keys.instances.get(slug);
    return known === undefined ? [] : [{ slug, meshNs, publicKey: known.identity.publicKey }];
  });
  const place = { dataDir: join(folder, "postgres") };
  let postgres = await startPostgres(place);
  lifecycle.onStop("postgres", () => postgres.stop());
  const database = {
    async kill() {
      process.kill(postgres.pid, "SIGKILL");
      await postgres.exited;
    },
    async start() {
      postgres = await startPostgres({ ...place, port: postgres.port });
    },
  };
  const mesh = await startBrokers(lifecycle, {
    ...{ dataDir: join(folder, "nats"), size: brokerCount, publicKey: keys.identity.publicKey, instances },
  });
  const { seed: nkeySeed } = keys.identity;
  const databaseUrl = postgres.url("postgres");
  return { folder, keys, databaseUrl, database, natsUrl: mesh.url, nkeySeed, brokers: mesh.brokers };
}

async function startBrokers(
  lifecycle: Lifecycle,
  cluster: Parameters<typeof startNatsCluster>[0],
): Promise<{ url: string; brokers: ClusterBroker[] }> {
  if (cluster.size === 1) {
    const nats = await startShippedNats(cluster);
    lifecycle.onStop("nats", nats.stop);
    return { url: nats.url, brokers: [] };
  }
  const started = await startNatsCluster(cluster);
  lifecycle.onStop("brokers", async () => void (await Promise.all(started.brokers.map((broker) => broker.stop()))));
  return started;
}
