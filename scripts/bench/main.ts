import { parseArgs } from "node:util";
import { measureActions } from "./actions/measure.ts";
import { measureApi } from "./api/measure.ts";
import { measureBeat } from "./beat/measure.ts";
import { measureBundle } from "./bundle/measure.ts";
import { measureGraph } from "./graph/measure.ts";
import { measureIngest } from "./ingest/measure.ts";
import { measureLive } from "./live/measure.ts";
import { measureLook } from "./look/measure.ts";
import { measureMemory } from "./memory/measure.ts";
import { measureRetention } from "./retention/measure.ts";
import type { Row } from "./row.ts";
import { measureScan } from "./scan/measure.ts";
import { measureStart } from "./start/measure.ts";
import { formatTable, machineLine } from "./table.ts";

const benches: Record<string, (options: { full: boolean }) => Promise<Row[]>> = {
  graph: measureGraph,
  look: measureLook,
  bundle: measureBundle,
  ingest: measureIngest,
  scan: measureScan,
  retention: measureRetention,
  api: measureApi,
  actions: measureActions,
  beat: measureBeat,
  start: measureStart,
  live: measureLive,
  memory: measureMemory,
};

/** Take minutes, so they are measured only when they are named. */
const onlyWhenNamed: readonly string[] = ["live", "memory"];

const usage = `bun run bench [--only ${Object.keys(benches).join("|")}] [--full] [--json]

Ours, a peer and the barest code that could do it, measured in one run. Only the ratios mean something elsewhere.
--full also measures what takes long: a day of 3 million samples, an hour of 5,000 projects.
live, a minute of changes on the page, and memory, of a Meta Hub while a fleet speaks, are measured only when named.
`;

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    full: { type: "boolean", default: false },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  },
});
if (values.help || (values.only !== undefined && !(values.only in benches))) {
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 2);
}
const rows: Row[] = [];
for (const [name, measure] of Object.entries(benches)) {
  if (values.only === undefined ? onlyWhenNamed.includes(name) : name !== values.only) continue;
  if (!values.json) process.stderr.write(`measuring ${name} ...\n`);
  rows.push(...(await measure({ full: values.full })));
}
process.stdout.write(
  values.json ? `${JSON.stringify({ machine: machineLine(), rows })}\n` : `${formatTable(rows)}\n\n${machineLine()}\n`,
);
