import { join } from "node:path";
import { keysFolder, newApiKey } from "../../server/platform/keys/keepKeys.ts";
import { keepSecret } from "../../server/platform/keys/secretFile.ts";

/** Secrets of the servers around the hubs. */
export type ServiceKeys = {
  /** Of the database server's superuser. */
  databaseServer: string;
  /** Of the role that may only read; see `grantReader`. */
  reader: string;
  /** A viewer's key, with which Prometheus reads the Meta Hub's metrics. */
  metrics: string;
  /** Of Grafana's own administrator. */
  grafana: string;
};

/** Keeps them in `<dataDir>/keys` beside those of the hubs; existing ones never change. */
export async function keepServiceKeys(dataDir: string): Promise<ServiceKeys> {
  const keep = (name: string, prefix = "") => keepSecret(join(keysFolder(dataDir), name), newApiKey(prefix));
  const [databaseServer, reader, metrics, grafana] = await Promise.all([
    keep("service.postgres"),
    keep("service.reader"),
    keep("service.metrics", "fedk_"),
    keep("service.grafana"),
  ]);
  return { databaseServer, reader, metrics, grafana };
}
