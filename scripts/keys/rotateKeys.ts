import { loadProjects } from "../../server/platform/config.ts";
import type { StartEnv } from "../../server/platform/env.ts";
import { UserError } from "../../server/platform/errors.ts";
import { keepKeys, keysFolder } from "../../server/platform/keys/keepKeys.ts";
import { readKeyIds, withNewKey, withoutOldKey, writeKeyIds } from "../../server/platform/keys/keyIds.ts";
import { askHubs, type HubReadiness } from "./askHubs.ts";
import { type MadeKeys, makeKeys } from "./makeKeys.ts";

/** What a rotation has come to; every hub of `made` needs what its file says now. */
export type Rotated = { added: string; made: MadeKeys };

/** What is left after a key was retired. `hubs` says how each stood before. */
export type Retired = { retired: string; hubs: HubReadiness[]; made: MadeKeys };

/** What retiring waits for: nothing was changed. */
export type Unready = { retired: null; hubs: HubReadiness[] };

/** The list in the folder is only in use where the environment does not say another. */
function refuseGivenIds(env: StartEnv): void {
  if (env.MESH_KEY_IDS === undefined) return;
  throw new UserError(
    "MESH_KEY_IDS is set in the environment, which decides. Change it there (k2,k1 during a rotation, then k2), and run " +
      "`bun run mesh:keys` with it to write each hub's file.",
  );
}

/**
 * Begins a rotation: makes the next key, and writes both into every hub's file.
 *
 * @throws UserError while another is under way.
 */
export async function rotateKeys(env: StartEnv): Promise<Rotated> {
  refuseGivenIds(env);
  const folder = keysFolder(env.FED_DATA_DIR);
  const ids = withNewKey(await readKeyIds(folder));
  await writeKeyIds(folder, ids);
  return { added: ids[0] ?? "", made: await makeKeys(env) };
}

/**
 * Ends a rotation: takes the older key out of every hub's file, once every hub has proved that it has the newer one;
 * with `force`, whether they have or not.
 *
 * @throws UserError when no rotation is under way.
 */
export async function retireKey(env: StartEnv, { force }: { force: boolean }): Promise<Retired | Unready> {
  refuseGivenIds(env);
  const { FED_DATA_DIR: dataDir, FED_CONFIG_DIR: configDir, MESH_HMAC_KEY: given } = env;
  const { kept, retired } = withoutOldKey(await readKeyIds(keysFolder(dataDir)));
  const { projects } = await loadProjects(configDir);
  const { root } = await keepKeys(dataDir, [], { root: given });
  const hubs = await askHubs(projects, { root, keyId: kept[0] ?? "" });
  if (!force && hubs.some(({ knows }) => knows !== true)) return { retired: null, hubs };
  await writeKeyIds(keysFolder(dataDir), kept);
  return { retired, hubs, made: await makeKeys(env) };
}
