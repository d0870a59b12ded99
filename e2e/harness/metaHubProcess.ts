import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { findFreePort } from "../../scripts/embedded/freePort.ts";
import { eventually } from "../../scripts/testing/eventually.ts";

const checkout = fileURLToPath(new URL("../../", import.meta.url));

/** The projects that the Meta Hub of a recovery test declares. Their hubs are the test's own publishers. */
export const loadedProjects = ["north", "south", "west"].map((slug) => ({ slug, meshNs: `${slug}.mesh` }));

/** A Meta Hub that can be killed and started again on the same data. */
export type MetaHubProcess = {
  url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Whether the process that was started last still runs. */
  runs(): boolean;
  isReady(): Promise<boolean>;
};

/** A real Meta Hub in a process of its own, on the given servers. Its log is in `folder`. */
export async function prepareMetaHub(
  folder: string,
  servers: { databaseUrl: string; natsUrl: string },
): Promise<MetaHubProcess> {
  const config = join(folder, "config");
  await mkdir(config, { recursive: true });
  const projects = loadedProjects.map(({ slug, meshNs }) => ({
    ...{ slug, meshNs, name: slug, hubUrl: "http://127.0.0.1:9", tags: [], teams: [] },
  }));
  await writeFile(join(config, "projects.yaml"), stringify({ projects }, { aliasDuplicateObjects: false }));
  await writeFile(join(config, "policy.yaml"), "{}\n");
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const log = Bun.file(join(folder, "meta.log"));
  const environment = {
    ...{ PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", TMPDIR: process.env.TMPDIR ?? "/tmp" },
    ...{ FED_DATA_DIR: folder, FED_CONFIG_DIR: config, FED_PORT: String(port), LOG_LEVEL: "warn" },
    ...{ DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl },
    MESH_HMAC_KEY: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64"),
  };
  let hub: Bun.Subprocess | undefined;

  const isReady = async () => {
    const answer = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(3000) }).catch(() => null);
    return answer?.ok === true;
  };
  return {
    url,
    isReady,
    async start() {
      hub = Bun.spawn([process.execPath, "server/main.ts", "--scope=meta"], {
        ...{ cwd: checkout, env: environment, stdin: "ignore", stdout: log, stderr: log },
      });
      await eventually(isReady, { timeoutMs: 30_000 });
    },
    async kill() {
      hub?.kill("SIGKILL");
      await hub?.exited;
    },
    runs: () => hub !== undefined && hub.exitCode === null && hub.signalCode === null,
  };
}
