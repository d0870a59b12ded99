import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { ProjectDeclaration } from "../../contracts/config.ts";
import type { StartEnv } from "../../server/platform/env.ts";
import { type FederationKeys, keepKeys, keysFolder } from "../../server/platform/keys/keepKeys.ts";
import { natsConfig } from "../../server/platform/keys/natsConfig.ts";
import { keepSecret, writeSecretFile } from "../../server/platform/keys/secretFile.ts";

/** The broker's configuration in a data folder. */
export const natsConfigFile = (dataDir: string): string => join(dataDir, "nats", "nats.conf");

/**
 * Keeps the keys of the Meta Hub and every declared project, and writes the broker's configuration that knows them.
 * A root key, a list of key ids and a seed that the environment gives win over those in the folder. With `brokers`, the hosts of a cluster,
 * the configuration is that of each of them.
 */
export async function writeKeys(
  env: StartEnv,
  projects: readonly ProjectDeclaration[],
  brokers: readonly string[] = [],
): Promise<FederationKeys> {
  const dataDir = env.FED_DATA_DIR;
  const keys = await keepKeys(
    dataDir,
    projects.map(({ slug }) => slug),
    { root: env.MESH_HMAC_KEY, keyIds: env.MESH_KEY_IDS, seed: env.NATS_NKEY_SEED },
  );
  const instances = projects.flatMap(({ slug, meshNs, legacyHeartbeat }) => {
    const own = keys.instances.get(slug);
    return own === undefined ? [] : [{ slug, meshNs, publicKey: own.identity.publicKey, legacyHeartbeat }];
  });
  const cluster =
    brokers.length === 0
      ? undefined
      : {
          hosts: brokers,
          password: await keepSecret(join(keysFolder(dataDir), "mesh.routes"), () => randomBytes(32).toString("hex")),
        };
  const config = natsConfig(keys.identity.publicKey, instances, cluster, env.MESH_STREAM_MAX_BYTES);
  await writeSecretFile(natsConfigFile(dataDir), config);
  return keys;
}
