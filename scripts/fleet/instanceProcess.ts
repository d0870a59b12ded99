import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProjectDeclaration } from "../../contracts/config.ts";
import { hubVariables } from "../../server/platform/keys/hubEnvironment.ts";
import type { FederationKeys } from "../../server/platform/keys/keepKeys.ts";
import { type HubProcess, startHub } from "../start/hubProcess.ts";
import { ownedDatabases } from "../start/ownedDatabases.ts";
import { ownerUrl, provisionDatabases } from "../start/provision.ts";
import { waitReady } from "../start/waitReady.ts";

/** A real project hub in a process of its own, with a repository that takes a while to look through. */
export type Instance = {
  slug: string;
  databaseUrl: string;
  /** How many files its repository has. */
  files: number;
  /** Resolves when it is healthy. Throws what it said when it does not become so. */
  start(): Promise<void>;
  kill(): Promise<void>;
};

const patienceMs = 60_000;
const texts = 300;

/** Makes its database and its repository. What it needs of `folder` is below it, its log too. */
export async function prepareInstance(options: {
  folder: string;
  declaration: ProjectDeclaration;
  keys: FederationKeys;
  adminUrl: string;
  natsUrl: string;
}): Promise<Instance> {
  const { folder, declaration, keys, adminUrl, natsUrl } = options;
  const { slug, hubUrl } = declaration;
  const owned = ownedDatabases(keys, [slug]).instances.get(slug);
  if (owned === undefined) throw new Error(`no database is meant for ${slug}`);
  await provisionDatabases(adminUrl, [owned]);
  const databaseUrl = ownerUrl(adminUrl, owned);
  const root = join(folder, slug);
  await mkdir(root);
  await writeFile(join(root, "hub.yaml"), "allowFanout: [audit.security]\n");
  const prose = "Nothing in here is a secret, and yet every line of it has to be looked at.\n".repeat(50);
  await Promise.all(Array.from({ length: texts }, (_, index) => writeFile(join(root, `${index}.txt`), prose)));
  const { PATH = "", HOME = "", TMPDIR = "/tmp" } = process.env;
  const plan = {
    ...{ who: slug, logFile: join(folder, `${slug}.log`) },
    args: ["--scope=project", "--project", slug, "--root", root],
    variables: {
      ...{ PATH, HOME, TMPDIR, FED_DATA_DIR: join(folder, `${slug}-data`), LOG_LEVEL: "warn" },
      ...hubVariables(keys, { databaseUrl, natsUrl }, declaration),
    },
  };
  let hub: HubProcess | undefined;
  return {
    slug,
    databaseUrl,
    // And its hub.yaml.
    files: texts + 1,
    async start() {
      hub = startHub(plan);
      const { exited } = hub;
      const { signal } = new AbortController();
      const readiness = await waitReady(`${hubUrl}/health`, { exited, signal, timeoutMs: patienceMs });
      if (!readiness.ready) throw new Error(`${slug}: ${readiness.reason}\n${await hub.lastLines()}`);
    },
    async kill() {
      if (hub === undefined) return;
      process.kill(hub.pid, "SIGKILL");
      await hub.exited;
      hub = undefined;
    },
  };
}
