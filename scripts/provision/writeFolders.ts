import { join } from "node:path";
import type { ProjectDeclaration } from "../../contracts/config.ts";
import type { StartEnv } from "../../server/platform/env.ts";
import { envFileText, hubVariables, metaVariables } from "../../server/platform/keys/hubEnvironment.ts";
import type { FederationKeys } from "../../server/platform/keys/keepKeys.ts";
import { ownedDatabases } from "../start/ownedDatabases.ts";
import { ownerUrl } from "../start/provision.ts";
import { natsConfigFile } from "../start/writeKeys.ts";
import { handOut } from "./handOut.ts";
import type { ServiceKeys } from "./serviceKeys.ts";

const defaultPort = 5400;

/**
 * Writes what each part of a federation needs to run by itself, a folder each, below `out`: `hubs/<who>` is a whole
 * FED_DATA_DIR, `services/<name>` holds the secrets of one server. No folder holds another part's secrets.
 *
 * @returns the folders, relative to `out`.
 */
export async function writeFolders(
  out: string,
  {
    env,
    projects,
    keys,
    services,
  }: {
    env: StartEnv & { DATABASE_URL: string };
    projects: readonly ProjectDeclaration[];
    keys: FederationKeys;
    services: ServiceKeys;
  },
): Promise<string[]> {
  const slugs = projects.map(({ slug }) => slug);
  const databases = ownedDatabases(keys, slugs);
  const natsUrl = env.NATS_URL;
  const place = { host: env.FED_HOST, port: env.FED_PORT ?? defaultPort, configDir: env.FED_CONFIG_DIR };
  const metaServers = { databaseUrl: ownerUrl(env.DATABASE_URL, databases.federation), natsUrl };
  const folders: Record<string, Record<string, string>> = {
    "hubs/meta": {
      "env/meta.env": envFileText(metaVariables(keys, metaServers, place)),
      "keys/admin.key": keys.adminKey,
    },
    "services/nats": { "nats.conf": await Bun.file(natsConfigFile(env.FED_DATA_DIR)).text() },
    "services/postgres": { password: services.databaseServer },
    "services/prometheus": { "meta.key": services.metrics, ...instanceKeys(keys) },
    "services/grafana": { "admin.password": services.grafana, "reader.password": services.reader },
  };
  for (const project of projects) {
    const own = databases.instances.get(project.slug);
    const databaseUrl = own === undefined ? undefined : ownerUrl(env.DATABASE_URL, own);
    folders[`hubs/${project.slug}`] = {
      [`env/${project.slug}.env`]: envFileText(hubVariables(keys, { databaseUrl, natsUrl }, project)),
    };
  }
  for (const [folder, files] of Object.entries(folders)) await handOut(join(out, folder), files);
  return Object.keys(folders);
}

const instanceKeys = (keys: FederationKeys): Record<string, string> =>
  Object.fromEntries([...keys.instances].map(([slug, { apiKey }]) => [`${slug}.key`, apiKey]));
