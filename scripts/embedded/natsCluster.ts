import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { type NatsInstance, natsConfig } from "../../server/platform/keys/natsConfig.ts";
import { writeSecretFile } from "../../server/platform/keys/secretFile.ts";
import { findFreePort } from "./freePort.ts";
import { type EmbeddedNats, startNats } from "./nats.ts";

/** One broker of a cluster, which can be killed and started again on the same data. */
export type ClusterBroker = { name: string; start(): Promise<void>; kill(): Promise<void>; stop(): Promise<void> };

/** Brokers that act as one. `url` names them all. */
export type EmbeddedCluster = { url: string; brokers: ClusterBroker[] };

/**
 * Starts brokers on 127.0.0.1 with the configuration that `mesh:keys` and the deployment write, joined to a cluster.
 * `publicKey` may do everything, each of `instances` what an instance may.
 */
export async function startNatsCluster(options: {
  dataDir: string;
  size: number;
  publicKey: string;
  instances?: readonly NatsInstance[];
}): Promise<EmbeddedCluster> {
  const { dataDir, size, publicKey, instances = [] } = options;
  const password = randomBytes(32).toString("hex");
  const names = Array.from({ length: size }, (_, index) => `nats-${index + 1}`);
  // Asked for one by one: a port is taken only once its broker listens.
  const ports = await distinctPorts(2 * size);
  const hosts = ports.slice(size).map((port) => `127.0.0.1:${port}`);
  const brokers = await Promise.all(
    names.map(async (name, index) => {
      const folder = join(dataDir, name);
      const configFile = join(folder, "nats.conf");
      const listen = hosts[index] ?? "";
      await writeSecretFile(configFile, natsConfig(publicKey, instances, { hosts, password, listen }));
      return await startBroker({ name, dataDir: folder, configFile, port: ports[index] ?? 0 });
    }),
  );
  const url = ports.slice(0, size).map((port) => `nats://127.0.0.1:${port}`);
  return { url: url.join(","), brokers };
}

async function startBroker(options: {
  name: string;
  dataDir: string;
  configFile: string;
  port: number;
}): Promise<ClusterBroker> {
  let server: EmbeddedNats = await startNats(options);
  return {
    name: options.name,
    async start() {
      server = await startNats(options);
    },
    async kill() {
      server.kill("SIGKILL");
      await server.exited;
    },
    stop: () => server.stop(),
  };
}

async function distinctPorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await findFreePort());
  return [...ports];
}
