import { parseEnvFile, readStartEnv } from "../../server/platform/env.ts";
import { UserError } from "../../server/platform/errors.ts";
import { envFile } from "../../server/platform/keys/hubEnvironment.ts";

/** Where a project hub is, and the key of its API. */
export type HubConnection = { url: string; apiKey: string };

/**
 * One project's hub: `HUB_URL` and `HUB_API_KEY` where both are set, else what `bun start` left for it in `FED_DATA_DIR`.
 *
 * @throws UserError when neither knows it.
 */
export async function findHub(source: Record<string, string | undefined>, project: string): Promise<HubConnection> {
  const { HUB_URL, HUB_API_KEY } = source;
  if (HUB_URL !== undefined && HUB_API_KEY !== undefined) return { url: HUB_URL, apiKey: HUB_API_KEY };
  const file = Bun.file(envFile(readStartEnv(source).FED_DATA_DIR, project));
  const left = (await file.exists()) ? parseEnvFile(await file.text()) : {};
  if (left.HUB_URL !== undefined && left.HUB_API_KEY !== undefined) {
    return { url: left.HUB_URL, apiKey: left.HUB_API_KEY };
  }
  throw new UserError(`The hub of ${project} is not known: set HUB_URL and HUB_API_KEY, or run \`bun start\` once.`);
}
