import { join } from "node:path";
import type { ProjectDeclaration } from "../../contracts/config.ts";
import type { Lifecycle } from "../../server/platform/lifecycle.ts";
import { migrate } from "../../server/platform/migrate.ts";
import { type MetaHubProcess, prepareMetaHub } from "./hubProcess.ts";
import { type Instance, prepareInstance } from "./instanceProcess.ts";
import { type FleetServers, startServers } from "./servers.ts";

/** The files of a Meta Hub's configuration. */
type ConfigFiles = { projects: string; policy?: string };

/** How much of it there is, what the Meta Hubs find in their environment besides, and which project has a hub of its own. */
type Size = { brokers: number; metaHubs: number; variables?: Record<string, string>; project?: ProjectDeclaration };

/** Meta Hubs in processes of their own, with their servers. All have one database, one configuration and one `apiKey`. */
export type FleetSystem = FleetServers & {
  metaHubs: [MetaHubProcess, ...MetaHubProcess[]];
  apiKey: string;
  /** The hub of the project that has one; null where all are simulated. */
  instance: Instance | null;
};

/** One Meta Hub, with its servers. */
export type FleetMetaHub = { url: string; apiKey: string; natsUrl: string; nkeySeed: string; databaseUrl: string };

/** Starts everything in a temporary folder. `lifecycle` stops it, and removes the folder. */
export async function startSystem(lifecycle: Lifecycle, config: ConfigFiles, size: Size): Promise<FleetSystem> {
  const servers = await startServers(lifecycle, size.brokers, size.project === undefined ? [] : [size.project]);
  const { folder, keys, databaseUrl, natsUrl, nkeySeed } = servers;
  // As `bun start` does: a Meta Hub that has to migrate keeps the memory that Prisma's engine took.
  await migrate("federation", databaseUrl);
  const configDir = join(folder, "config");
  await Bun.write(join(configDir, "projects.yaml"), config.projects);
  await Bun.write(join(configDir, "policy.yaml"), config.policy ?? "{}\n");
  const variables = {
    ...{ DATABASE_URL: databaseUrl, NATS_URL: natsUrl, FED_CONFIG_DIR: configDir, MESH_HMAC_KEY: keys.root },
    NATS_NKEY_SEED: nkeySeed,
    ...(size.brokers > 1 ? { MESH_STREAM_REPLICAS: String(Math.min(size.brokers, 3)) } : {}),
    ...size.variables,
  };
  const start = async (index: number): Promise<MetaHubProcess> => {
    const metaHub = await prepareMetaHub({ name: `meta-${index + 1}`, folder, variables });
    lifecycle.onStop(metaHub.name, metaHub.stop);
    await metaHub.start();
    return metaHub;
  };
  const others = Array.from({ length: size.metaHubs - 1 }, (_, index) => start(index + 1));
  const [first, ...rest] = await Promise.all([start(0), ...others]);
  const system = { ...servers, metaHubs: [first, ...rest] as FleetSystem["metaHubs"], apiKey: keys.adminKey };
  if (size.project === undefined) return { ...system, instance: null };
  const place = { folder, keys, adminUrl: databaseUrl, natsUrl };
  const instance = await prepareInstance({ ...place, declaration: size.project });
  lifecycle.onStop(instance.slug, instance.kill);
  await instance.start();
  return { ...system, instance };
}

/** Starts one Meta Hub and its servers in a temporary folder. `lifecycle` stops them, and removes the folder. */
export async function startMetaHub(lifecycle: Lifecycle, config: ConfigFiles): Promise<FleetMetaHub> {
  const size = { brokers: 1, metaHubs: 1 };
  const { metaHubs, natsUrl, nkeySeed, databaseUrl, apiKey } = await startSystem(lifecycle, config, size);
  return { url: metaHubs[0].url, apiKey, natsUrl, nkeySeed, databaseUrl };
}
