import { join } from "node:path";
import { TRPCClientError } from "@trpc/client";
import { createFederationClient, type FederationClient } from "../../contracts/client.ts";
import { errorCode } from "../../contracts/errors.ts";
import { readCommandEnv } from "../../server/platform/env.ts";
import { UserError } from "../../server/platform/errors.ts";
import { keysFolder } from "../../server/platform/keys/keepKeys.ts";

/** The Meta Hub a command talks to. */
export type MetaHubConnection = {
  url: string;
  /** Makes one call. @throws UserError when the hub is not there or refuses the key; what else fails, as it is. */
  ask<T>(call: (client: FederationClient) => Promise<T>): Promise<T>;
};

const isLocal = (url: string) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);

/**
 * Finds the Meta Hub and the key as `.env.example` says: `FED_URL` and `FED_API_KEY`, else what `bun start` left in
 * `FED_DATA_DIR`. The local admin key is for this machine: it is sent nowhere else.
 *
 * @throws UserError when there is no key.
 */
export async function connectToMetaHub(source: Record<string, string | undefined>): Promise<MetaHubConnection> {
  const { url, apiKey, dataDir } = await readCommandEnv(source);
  const client = createFederationClient({ url, apiKey: apiKey ?? (await localKey(url, dataDir)) });
  return {
    url,
    async ask(call) {
      try {
        return await call(client);
      } catch (thrown) {
        throw explained(thrown, url);
      }
    },
  };
}

async function localKey(url: string, dataDir: string): Promise<string> {
  if (!isLocal(url)) throw new UserError(`${url} is another machine: set FED_API_KEY to a key of its Meta Hub.`);
  const file = Bun.file(join(keysFolder(dataDir), "admin.key"));
  if (await file.exists()) return (await file.text()).trim();
  throw new UserError(
    `There is no key for ${url}: ${file.name} is missing. ` +
      "Set FED_API_KEY, or FED_DATA_DIR to the data folder of a started federation.",
  );
}

/** Failures that the person at the terminal can do something about. */
function explained(thrown: unknown, url: string): unknown {
  if (!(thrown instanceof TRPCClientError)) return thrown;
  const code = errorCode.safeParse(thrown.data?.code).data;
  switch (code) {
    case "unauthenticated":
    case "forbidden":
      return new UserError(`The Meta Hub at ${url} refuses this key: ${thrown.message} Is FED_API_KEY right?`);
    case undefined:
      return new UserError(
        `No Meta Hub answers at ${url}. Is it started? FED_URL says where it is. (${thrown.message})`,
      );
    default:
      return new UserError(`The Meta Hub at ${url} could not do it: ${thrown.message}`);
  }
}
