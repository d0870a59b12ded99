import { parseArgs } from "node:util";
import { UserError } from "../../server/platform/errors.ts";

export const usage = `Starts the Meta Hub and a project hub for each project, and prints the link to the ecosystem map.

  bun start                          the projects of config/projects.yaml
  bun start -- ../repo-a ../repo-b   each path as a project instead

  --port <number>  port of the Meta Hub (default FED_PORT or 5400); when given, the project hubs take the ports after it
  --no-open        do not open the link in a browser
  --force          accept a projects.yaml that archives more than 30 % of the known projects at once
  --reset          delete everything generated in FED_DATA_DIR first: databases, broker store, keys
  --help           this text

PostgreSQL and NATS are started too, unless DATABASE_URL and NATS_URL say where they are. .env.example lists every
variable. Ctrl-C stops everything.`;

export type StartFlags = {
  paths: string[];
  port: number | undefined;
  open: boolean;
  reset: boolean;
  force: boolean;
  help: boolean;
};

/** What the person asked for. Throws a `UserError` that names the flag that is wrong. */
export function parseFlags(args: readonly string[]): StartFlags {
  const { values, positionals } = parse(args);
  return {
    paths: positionals,
    port: values.port === undefined ? undefined : parsePort(values.port),
    open: values["no-open"] !== true,
    reset: values.reset === true,
    force: values.force === true,
    help: values.help === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      // `bun start -- a b` may hand the separator on: it separates nothing here.
      args: args.filter((arg) => arg !== "--"),
      allowPositionals: true,
      options: {
        port: { type: "string" },
        "no-open": { type: "boolean" },
        reset: { type: "boolean" },
        force: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (thrown) {
    if (thrown instanceof TypeError) throw new UserError(`${thrown.message}\n\n${usage}`);
    throw thrown;
  }
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new UserError(`--port must be a number from 1 to 65535, not "${text}".`);
  return port;
}
