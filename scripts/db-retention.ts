import { parseArgs } from "node:util";
import { daysAhead, Partitions } from "../server/federation/metrics/partitions.ts";
import { type RetentionReport, retainMetrics } from "../server/federation/metrics/retention.ts";
import { loadPolicy } from "../server/platform/config.ts";
import { openFederationDb } from "../server/platform/db.ts";
import { readStartEnv } from "../server/platform/env.ts";
import { findDatabase } from "./cli/findDatabase.ts";
import { requireDatabase } from "./cli/requireDatabase.ts";
import { runCommand } from "./cli/runCommand.ts";

const usage = `Makes the days of samples that are to come, and drops what is older than config/policy.yaml keeps: whole days of
samples, and hourly rollups. The Meta Hub does this by itself every hour; two at once leave each other alone.

  bun run db:retention [--dry-run] [--json]

  --dry-run              say what would go, and change nothing
  --url <postgres://...> the database (default DATABASE_URL, else what \`bun start\` left in FED_DATA_DIR)
  --json                 machine-readable
  --help                 this text

FED_CONFIG_DIR names the folder of policy.yaml (metrics.rawDays, metrics.rollupDays).
Exit code: 0 done, 1 it failed, 2 bad input, 3 a Meta Hub is at it right now.`;

function describe({ busy, partitions, rollups }: RetentionReport, dryRun: boolean): string {
  if (busy) return "A Meta Hub is at it right now; nothing was done here.";
  const would = dryRun ? "would be " : "";
  const days = partitions.length === 0 ? "No day of samples" : `${partitions.length} days of samples`;
  return [
    `${days} ${would}dropped; ${rollups.toLocaleString("en")} hourly rollups ${would}deleted.`,
    ...partitions.map((name) => `  ${name}`),
  ].join("\n");
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      "dry-run": { type: "boolean", default: false },
      url: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const dryRun = values["dry-run"];
  const { metrics } = await loadPolicy(readStartEnv(process.env).FED_CONFIG_DIR);
  const url = values.url ?? (await findDatabase(process.env, { kind: "federation" }));
  const db = openFederationDb(await requireDatabase(url), 3);
  try {
    const now = new Date();
    if (!dryRun) await new Partitions(db.pool).ensure(daysAhead(now.getTime()));
    const report = await retainMetrics(db.pool, metrics, now, { dryRun });
    console.log(values.json ? JSON.stringify({ dryRun, ...report }) : describe(report, dryRun));
    return report.busy ? 3 : 0;
  } finally {
    await db.close();
  }
}

await runCommand(main);
