import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ProjectDeclaration } from "../contracts/config.ts";
import { loadProjects } from "../server/platform/config.ts";
import { parseEnvFile, readStartEnv, type StartEnv } from "../server/platform/env.ts";
import { messageOf, UserError } from "../server/platform/errors.ts";
import {
  envFile,
  hubVariables,
  metaVariables,
  type Variables,
  writeEnvFile,
} from "../server/platform/keys/hubEnvironment.ts";
import { keysFolder } from "../server/platform/keys/keepKeys.ts";
import { table } from "./cli/table.ts";
import { natsConfigFile, writeKeys } from "./start/writeKeys.ts";

const usage = `Makes the keys of the Meta Hub and of every project in projects.yaml, and says where they are.

  bun run mesh:keys [--json]

For each: a NATS user (nkey), the keys derived from the root for signed actions and receipts, an API key. Also the
broker's configuration that knows these users, and for each hub a file with what it needs to run alone.
Existing keys never change. Secrets are in files that only you may read; none is printed.

  --json   machine-readable
  --help   this text

Exit code: 0 done, 2 the configuration or the environment is wrong.`;

/** Where the keys of one hub are. No secrets: `publicKey` is what the broker knows it by. */
type Row = { who: string; meshNs: string | null; publicKey: string; apiKeyFile: string; envFile: string };

async function makeKeys(env: StartEnv): Promise<{ root: string; brokerConfig: string; hubs: Row[] }> {
  const dataDir = env.FED_DATA_DIR;
  const { projects } = await loadProjects(env.FED_CONFIG_DIR);
  const keys = await writeKeys(env, projects);
  const servers = { databaseUrl: undefined, natsUrl: env.NATS_URL };
  const place = { host: env.FED_HOST, port: env.FED_PORT ?? 5400, configDir: env.FED_CONFIG_DIR };
  await completeEnvFile(dataDir, "meta", metaVariables(keys, { ...servers, databaseUrl: env.DATABASE_URL }, place));
  for (const project of projects) await completeEnvFile(dataDir, project.slug, hubVariables(keys, servers, project));
  const row = (who: string, keyFile: string, publicKey: string, meshNs: string | null): Row => ({
    who,
    meshNs,
    publicKey,
    apiKeyFile: join(keysFolder(dataDir), `${keyFile}.key`),
    envFile: envFile(dataDir, who),
  });
  const instanceRow = ({ slug, meshNs }: ProjectDeclaration) =>
    row(slug, slug, keys.instances.get(slug)?.identity.publicKey ?? "", meshNs);
  return {
    root: join(keysFolder(dataDir), "mesh.root"),
    brokerConfig: natsConfigFile(dataDir),
    hubs: [row("meta", "admin", keys.identity.publicKey, null), ...projects.map(instanceRow)],
  };
}

/** Keeps what a start has found out, such as database addresses: keys are all this command knows. */
async function completeEnvFile(dataDir: string, who: string, variables: Variables): Promise<void> {
  const file = Bun.file(envFile(dataDir, who));
  const known = (await file.exists()) ? parseEnvFile(await file.text()) : {};
  await writeEnvFile(dataDir, who, { ...variables, ...known, ...keyVariables(variables) });
}

const keyNames = /^(MESH_|HUB_API_KEY$|NATS_NKEY_SEED$)/;

const keyVariables = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => keyNames.test(name)));

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { help: { type: "boolean", short: "h" }, json: { type: "boolean" } } });
  if (values.help) return console.log(usage);
  const made = await makeKeys(readStartEnv(process.env));
  if (values.json) return console.log(JSON.stringify(made, null, 2));
  const rows = made.hubs.map(({ who, meshNs, publicKey, apiKeyFile }) => [who, meshNs ?? "", publicKey, apiKeyFile]);
  console.log(
    [
      ...table([["hub", "namespace", "nkey user", "API key in"], ...rows]),
      "",
      `  root key       ${made.root}  (the Meta Hub's alone: never give it to an instance)`,
      `  broker config  ${made.brokerConfig}`,
      `  environments   ${join(envFile("", "<hub>")).replace(/^\//, "")} in the data folder: what one hub needs to run alone`,
    ].join("\n"),
  );
}

main().catch((thrown) => {
  const theirs = thrown instanceof UserError || thrown instanceof TypeError;
  console.error(theirs ? messageOf(thrown) : thrown);
  process.exit(theirs ? 2 : 1);
});
