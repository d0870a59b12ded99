import { parseArgs } from "node:util";
import { UserError } from "../server/platform/errors.ts";
import { type DatabaseKind, migrate } from "../server/platform/migrate.ts";
import { findDatabase } from "./cli/findDatabase.ts";
import { requireDatabase } from "./cli/requireDatabase.ts";
import { runCommand } from "./cli/runCommand.ts";

const usage = `Brings a database up to date with the migrations in prisma/. Hubs do this themselves when they start.

  bun run db:migrate                                       the federation database
  bun run db:migrate -- --kind instance --project <slug>   one project hub's own

  --kind <federation|instance>   which migrations (default federation)
  --project <slug>               take the address from what \`bun start\` left for this project
  --url <postgres://...>         the database (default DATABASE_URL, else what \`bun start\` left)
  --json                         machine-readable
  --help                         this text

Exit code: 0 up to date, 1 a migration failed, 2 bad input, or the database cannot be used.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kind: { type: "string", default: "federation" },
      project: { type: "string" },
      url: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(usage);
  const kind = parseKind(values.kind);
  const url = values.url ?? (await findDatabase(process.env, { kind, project: values.project }));
  const applied = await migrate(kind, await requireDatabase(url));
  if (values.json) return console.log(JSON.stringify({ kind, applied }));
  console.log(applied.length === 0 ? `The ${kind} database is up to date.` : `Applied to the ${kind} database:`);
  for (const name of applied) console.log(`  ${name}`);
}

function parseKind(text: string): DatabaseKind {
  if (text === "federation" || text === "instance") return text;
  throw new UserError(`--kind must be federation or instance, not "${text}".`);
}

await runCommand(main);
