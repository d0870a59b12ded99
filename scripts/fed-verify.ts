import { parseArgs } from "node:util";
import { UserError } from "../server/platform/errors.ts";
import { connectToMetaHub, type MetaHubConnection } from "./cli/metaHub.ts";
import { paint } from "./cli/paint.ts";
import { runCommand } from "./cli/runCommand.ts";
import { describeSurfaces } from "./verify/describeSurfaces.ts";
import { showAuditLog } from "./verify/showAuditLog.ts";

const usage = `Verifies every declared project now: reads its manifest, tries each endpoint it declares, and says what differs.

  bun run fed:verify [--json]
  bun run fed:verify --audit-log [--json]
  bun run fed:verify --audit-log --list [--subject <id>] [--before <entry>] [--limit <count>] [--json]

One row a project: how many of its endpoints can be reached, how long they took (the median), the version and the tools
of its manifest, and in how many ways projects.yaml, its presence and its manifest differ. The differences and what
cannot be reached are spelt out below. The Meta Hub itself asks the hubs, and keeps what it found.

  --audit-log  checks the chain of the audit log instead: that no entry was changed, added or taken away
  --list       shows the audit log instead, newest first: who did what to what, when and from where
  --subject    only what was done to this run, key, project, alert or silence
  --before     only entries before this one: the next page
  --limit      at most so many entries, 100 unless given, 500 at most
  --json       machine-readable: what projects.verify, actions.checkLog or actions.log answers
  --help       this text

FED_URL and FED_API_KEY (role operator) say which Meta Hub; without them it is the one that \`bun start\` last ran from
FED_DATA_DIR, with its local admin key. NO_COLOR is respected.

Exit code: 0 all endpoints can be reached, the log is whole or was shown, 1 one cannot or it is not, 2 the Meta Hub cannot be asked or the input is wrong.`;

const exit = { reached: 0, unreachable: 1, notAsked: 2 } as const;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h" },
      json: { type: "boolean", default: false },
      "audit-log": { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      subject: { type: "string" },
      before: { type: "string" },
      limit: { type: "string" },
    },
  });
  if (values.help) {
    console.log(usage);
    return exit.reached;
  }
  const { json, list, subject, before, limit } = values;
  if (list && !values["audit-log"]) throw new UserError("--list shows the audit log: give --audit-log too.");
  if (!list && (subject ?? before ?? limit) !== undefined) {
    throw new UserError(
      "--subject, --before and --limit choose entries of the audit log: give --audit-log --list too.",
    );
  }
  const hub = await connectToMetaHub(process.env);
  if (list) {
    await showAuditLog(hub, { subject, before, limit }, json);
    return exit.reached;
  }
  if (values["audit-log"]) return await checkAuditLog(hub, json);
  if (process.stderr.isTTY) console.error(`Verifying every declared project through ${hub.url} ...`);
  const surfaces = await hub.ask((client) => client.projects.verify.mutate());
  console.log(json ? JSON.stringify(surfaces, null, 2) : describeSurfaces(surfaces));
  const allReached = surfaces.every(({ endpoints }) => endpoints.every(({ reachable }) => reachable));
  return allReached ? exit.reached : exit.unreachable;
}

async function checkAuditLog(hub: MetaHubConnection, json: boolean): Promise<number> {
  const check = await hub.ask((client) => client.actions.checkLog.query());
  if (json) console.log(JSON.stringify(check, null, 2));
  else if (check.ok) console.log(`${paint("good", "whole")}: ${check.entries} entries, the last hash is ${check.head}`);
  else {
    const where = check.entry === null ? `after entry ${check.entries}` : `at entry ${check.entry}`;
    console.log(`${paint("bad", "not whole")} ${where}: ${check.reason}`);
  }
  return check.ok ? exit.reached : exit.unreachable;
}

await runCommand(main, { failed: exit.notAsked });
