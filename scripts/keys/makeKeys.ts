import { join } from "node:path";
import type { ProjectDeclaration } from "../../contracts/config.ts";
import { loadProjects } from "../../server/platform/config.ts";
import { parseEnvFile, type StartEnv } from "../../server/platform/env.ts";
import {
  envFile,
  hubVariables,
  metaVariables,
  type Variables,
  writeEnvFile,
} from "../../server/platform/keys/hubEnvironment.ts";
import { keysFolder } from "../../server/platform/keys/keepKeys.ts";
import { natsConfigFile, writeKeys } from "../start/writeKeys.ts";

/** Where the keys of one hub are. No secrets: `publicKey` is what the broker knows it by. */
type HubKeys = { who: string; meshNs: string | null; publicKey: string; apiKeyFile: string; envFile: string };

/** Every key of a federation, by where it is. `keyIds` are those of the derived keys in use, the newest first. */
export type MadeKeys = { root: string; keyIds: readonly string[]; brokerConfig: string; hubs: HubKeys[] };

/** Makes the keys that are missing, and writes what each hub needs to run alone. Existing keys never change. */
export async function makeKeys(env: StartEnv): Promise<MadeKeys> {
  const dataDir = env.FED_DATA_DIR;
  const { projects } = await loadProjects(env.FED_CONFIG_DIR);
  const keys = await writeKeys(env, projects);
  const servers = { databaseUrl: undefined, natsUrl: env.NATS_URL };
  const place = { host: env.FED_HOST, port: env.FED_PORT ?? 5400, configDir: env.FED_CONFIG_DIR };
  await completeEnvFile(dataDir, "meta", metaVariables(keys, { ...servers, databaseUrl: env.DATABASE_URL }, place));
  for (const project of projects) await completeEnvFile(dataDir, project.slug, hubVariables(keys, servers, project));
  const row = (who: string, keyFile: string, publicKey: string, meshNs: string | null): HubKeys => ({
    who,
    meshNs,
    publicKey,
    apiKeyFile: join(keysFolder(dataDir), `${keyFile}.key`),
    envFile: envFile(dataDir, who),
  });
  const instanceRow = ({ slug, meshNs }: ProjectDeclaration) =>
    row(slug, slug, keys.instances.get(slug)?.identity.publicKey ?? "", meshNs);
  return {
    root: join(keysFolder(dataDir), "mesh.root"),
    keyIds: keys.keyIds,
    brokerConfig: natsConfigFile(dataDir),
    hubs: [row("meta", "admin", keys.identity.publicKey, null), ...projects.map(instanceRow)],
  };
}

/** Keeps what a start has found out, such as database addresses: keys are all this command knows. */
async function completeEnvFile(dataDir: string, who: string, variables: Variables): Promise<void> {
  const file = Bun.file(envFile(dataDir, who));
  const known = (await file.exists()) ? parseEnvFile(await file.text()) : {};
  await writeEnvFile(dataDir, who, { ...variables, ...known, ...keyVariables(variables) });
}

const keyNames = /^(MESH_|HUB_API_KEY$|NATS_NKEY_SEED$)/;

const keyVariables = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => keyNames.test(name)));
