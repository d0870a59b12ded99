import { join } from "node:path";
import { stringify } from "yaml";
import type { Lifecycle } from "../../../server/platform/lifecycle.ts";
import { findFreePort } from "../../embedded/freePort.ts";
import type { FleetSystem } from "../../fleet/metaHub.ts";
import { startServer } from "./startServer.ts";

/** Prometheus itself, where there is one: what it makes of an expression, nobody else can say. */
export const prometheusBinary = process.env.PROMETHEUS_BIN ?? Bun.which("prometheus");

/**
 * Starts Prometheus, which reads the Meta Hubs and the project hub of `system` as it does in the containers, more often, and answers its
 * address. `lifecycle` stops it. It tells `alertmanager`, the host and port of one, what rings; nobody where that is left out.
 */
export async function startPrometheus(
  lifecycle: Lifecycle,
  { folder, keys, metaHubs, apiKey, instance }: FleetSystem,
  { hubUrl, rulesFile, alertmanager }: { hubUrl: string; rulesFile: string; alertmanager?: string },
): Promise<string> {
  const hubKey = keys.instances.get(instance?.slug ?? "")?.apiKey;
  const job = (name: string, urls: string[], credentials: string | undefined) => ({
    ...{ job_name: name, authorization: { credentials } },
    static_configs: [{ targets: urls.map((url) => new URL(url).host), labels: { project: instance?.slug } }],
  });
  const metaUrls = metaHubs.map(({ url }) => url);
  const config = join(folder, "prometheus.yml");
  await Bun.write(
    config,
    stringify({
      global: { scrape_interval: "1s", evaluation_interval: "1s" },
      rule_files: [rulesFile],
      alerting: {
        alertmanagers: alertmanager === undefined ? [] : [{ static_configs: [{ targets: [alertmanager] }] }],
      },
      scrape_configs: [job("meta-hub", metaUrls, apiKey), job("project-hub", [hubUrl], hubKey)],
    }),
  );
  const host = `127.0.0.1:${await findFreePort()}`;
  return await startServer(lifecycle, {
    ...{ name: "prometheus", folder, host },
    command: [
      ...[prometheusBinary ?? "", `--config.file=${config}`, `--storage.tsdb.path=${join(folder, "prometheus")}`],
      `--web.listen-address=${host}`,
    ],
  });
}
