import { join } from "node:path";
import { type NatsInstance, natsConfig } from "../../server/platform/keys/natsConfig.ts";
import { writeSecretFile } from "../../server/platform/keys/secretFile.ts";
import { type EmbeddedNats, startNats } from "./nats.ts";

/**
 * Starts one broker with the configuration that `bun start` and the deployment write: nobody without a key, and an
 * acknowledged event is on the disk. `publicKey` may do everything, each of `instances` what an instance may. Without
 * `waitsForDisk` it writes when it likes: for measuring what takes events from it, not how fast its disk is.
 */
export async function startShippedNats(options: {
  dataDir: string;
  publicKey: string;
  instances?: readonly NatsInstance[];
  port?: number;
  waitsForDisk?: boolean;
}): Promise<EmbeddedNats> {
  const { publicKey, instances = [], waitsForDisk = true, ...server } = options;
  const configFile = join(server.dataDir, "nats.conf");
  const text = natsConfig(publicKey, instances);
  await writeSecretFile(configFile, waitsForDisk ? text : text.replace("sync_interval: always", ""));
  return await startNats({ ...server, configFile });
}
