import { parseArgs } from "node:util";
import { UserError } from "../server/platform/errors.ts";
import { connectToMetaHub } from "./cli/metaHub.ts";
import { runCommand } from "./cli/runCommand.ts";
import { describeRefresh } from "./refresh/describeRefresh.ts";
import { runRefresh } from "./refresh/runRefresh.ts";

const usage = `Asks every permitted project for its summaries, and waits until they are in ProjectMetric.

  bun run fed:refresh [--timeout <seconds>] [--json]

A project is asked when projects.yaml and its own hub.yaml both allow graph.refresh. One row a project: what came, or why
nothing did. One that does not answer in time is tried by the Meta Hub for ten minutes in all.

  --timeout  how long to wait, in seconds; 60 unless given
  --json     machine-readable
  --help     this text

FED_URL and FED_API_KEY (role operator) say which Meta Hub; without them it is the one that \`bun start\` last ran from
FED_DATA_DIR, with its local admin key. NO_COLOR is respected.

Exit code: 0 all that may be asked have come, 1 one has not, 2 the Meta Hub cannot be asked or the input is wrong.`;

const exit = { came: 0, missing: 1, notAsked: 2 } as const;

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds > 0 && seconds <= 3600) return seconds;
  throw new UserError(`--timeout must be a number of seconds up to 3600, not ${text}.`);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h" },
      json: { type: "boolean" },
      timeout: { type: "string", default: "60" },
    },
  });
  if (values.help) {
    console.log(usage);
    return exit.came;
  }
  const timeoutMs = secondsOf(values.timeout) * 1000;
  const hub = await connectToMetaHub(process.env);
  const { isTTY } = process.stderr;
  const refresh = await runRefresh(hub, {
    timeoutMs,
    onProgress: (came, asked) => void (isTTY && process.stderr.write(`\r${came} of ${asked} projects have come ...`)),
  });
  if (isTTY) process.stderr.write("\r\u001b[K");
  console.log(values.json ? JSON.stringify(refresh, null, 2) : describeRefresh(refresh));
  const missing = refresh.projects.filter(({ came, reason }) => !came && !reason?.startsWith("refused"));
  return missing.length === 0 && refresh.runId !== null ? exit.came : exit.missing;
}

await runCommand(main, { failed: exit.notAsked });
