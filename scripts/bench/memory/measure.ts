import { silentLog } from "../../../server/platform/log.ts";
import { readOptions } from "../../fleet/options.ts";
import { runFleet } from "../../fleet/run.ts";
import type { Row } from "../row.ts";

const sizes = [50, 500, 5000];
const seconds = 60;
const hour = 3600;
/** What one Meta Hub may hold at 5,000 projects: 250 MB. */
const barMiB = 250e6 / 2 ** 20;

/**
 * What a Meta Hub in a process of its own holds in memory at most while a fleet speaks, each project with its four
 * integrations: a minute of each size, or with `full` an hour of the largest. Beside what it held at its first event.
 */
export async function measureMemory({ full }: { full: boolean }): Promise<Row[]> {
  const rows: Row[] = [];
  for (const projects of sizes) {
    const largest = projects === sizes.at(-1);
    const lasts = full && largest ? hour : seconds;
    const options = readOptions(["--projects", String(projects), "--seconds", String(lasts)]);
    if (options === null) throw new Error("no options");
    const { memory } = await runFleet(options, silentLog, () => {});
    if (memory === null) throw new Error("this system does not tell how much memory a process has");
    rows.push({
      ...{ what: "memory of a Meta Hub, at most", size: `${projects.toLocaleString("en")}, ${lasts} s` },
      ...{ items: projects, unit: "MiB", ours: memory.most / 2 ** 20, peers: [] },
      limit: { name: "at first", value: memory.first / 2 ** 20 },
      ...(largest ? { bar: barMiB } : {}),
    });
  }
  return rows;
}
