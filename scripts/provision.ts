import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadProjects } from "../server/platform/config.ts";
import { readStartEnv } from "../server/platform/env.ts";
import { UserError } from "../server/platform/errors.ts";
import { isOfCluster } from "../server/platform/keys/natsConfig.ts";
import { runCommand } from "./cli/runCommand.ts";
import { prepareServer } from "./provision/prepareServer.ts";
import { keepServiceKeys } from "./provision/serviceKeys.ts";
import { writeFolders } from "./provision/writeFolders.ts";
import { writeKeys } from "./start/writeKeys.ts";

const usage = `Prepares a federation whose hubs and servers run apart from each other, as docker-compose.yml has them.

  bun scripts/provision.ts keys --out <folder> [--brokers <host>,<host>,...]
  bun scripts/provision.ts databases

keys       makes every key that is missing and writes a folder for each part, with what that part alone needs:
           <out>/hubs/<who> is a hub's FED_DATA_DIR, <out>/services/<name> holds a server's secrets. Needs no server.
databases  makes each hub's database and role on the server of DATABASE_URL, which must be the federation's alone, with a
           superuser's name in it; migrates them; makes the role fed_readonly and the metrics key of Prometheus known.

Both can be run again: keys, passwords and data stay. FED_CONFIG_DIR says where projects.yaml is, FED_DATA_DIR where the keys
are kept (never give that folder to a hub), DATABASE_URL and NATS_URL how the hubs reach the servers. A DATABASE_URL without a
password takes the one that was made for the server, <out>/services/postgres/password.

  --out      where the folders go
  --brokers  the hosts of a cluster of NATS servers, for one configuration that serves each of them; none where there was a
             cluster and is one no more
  --help     this text

Exit code: 0 done, 2 the configuration or the environment is wrong.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: "string" }, brokers: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) return console.log(usage);
  const [step] = positionals;
  if (step !== "keys" && step !== "databases") throw new UserError(`Which step: keys or databases?\n\n${usage}`);
  const env = readStartEnv(process.env);
  const { DATABASE_URL } = env;
  if (DATABASE_URL === undefined) throw new UserError("DATABASE_URL is not set: where is the database server?");
  const { projects } = await loadProjects(env.FED_CONFIG_DIR);
  const brokers = await brokersOf(values);
  const keys = await writeKeys(env, projects, brokers);
  const services = await keepServiceKeys(env.FED_DATA_DIR);
  if (step === "keys") {
    if (values.out === undefined) throw new UserError("--out is missing: where do the folders go?");
    const told = { env: { ...env, DATABASE_URL }, projects, keys, services };
    for (const folder of await writeFolders(values.out, told)) console.log(`${values.out}/${folder}`);
    return;
  }
  const applied = await prepareServer(withPassword(DATABASE_URL, services.databaseServer), { keys, services });
  for (const [database, names] of Object.entries(applied)) {
    console.log(`${database}: ${names.length === 0 ? "up to date" : `${names.length} migrations applied`}`);
  }
}

const alone = "none";

/** The hosts of `--brokers`. A cluster whose servers would be told by accident that they are alone is refused. */
async function brokersOf({ out, brokers }: { out?: string; brokers?: string }): Promise<string[]> {
  if (brokers !== undefined) return brokers.split(",").flatMap((host) => (host === alone ? [] : host.trim() || []));
  const current = out === undefined ? undefined : Bun.file(join(out, "services/nats/nats.conf"));
  if (current !== undefined && (await current.exists()) && isOfCluster(await current.text())) {
    throw new UserError(
      `The brokers in ${out} are a cluster: name its hosts with --brokers, as docker-compose.cluster.yml does, or \`--brokers ${alone}\` when it is one no more.`,
    );
  }
  return [];
}

function withPassword(address: string, password: string): string {
  const url = new URL(address);
  if (url.password === "") url.password = password;
  return url.href;
}

await runCommand(main);
