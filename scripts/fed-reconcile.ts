import { parseArgs } from "node:util";
import { connectToMetaHub } from "./cli/metaHub.ts";
import { runCommand } from "./cli/runCommand.ts";

const usage = `Applies projects.yaml to the running Meta Hub now. The Meta Hub watches the file and does so by itself; this is for a
change that it refused, because it would archive more than 30 % of the projects at once.

  bun run fed:reconcile [--force] [--json]

  --force  archive however many projects the file no longer names; their history is kept
  --json   machine-readable: what projects.reconcile answers
  --help   this text

FED_URL and FED_API_KEY (role admin) say which Meta Hub; without them it is the one that \`bun start\` last ran from
FED_DATA_DIR, with its local admin key.

Exit code: 0 the file is applied, 2 it is not.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { help: { type: "boolean", short: "h" }, json: { type: "boolean" }, force: { type: "boolean" } },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const hub = await connectToMetaHub(process.env);
  const applied = await hub.ask((client) => client.projects.reconcile.mutate({ force: values.force === true }));
  if (values.json) {
    console.log(JSON.stringify(applied, null, 2));
    return;
  }
  console.log(`${applied.declared} projects declared.`);
  if (applied.archived.length > 0) console.log(`Archived: ${applied.archived.join(", ")}.`);
  if (applied.unknownEnds.length > 0)
    console.log(`Integrations with an unknown end: ${applied.unknownEnds.join(", ")}.`);
}

await runCommand(main, { failed: 2 });
