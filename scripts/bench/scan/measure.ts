import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { z } from "zod";
import { migrate } from "../../../server/platform/migrate.ts";
import { type EmbeddedPostgres, startPostgres } from "../../embedded/postgres.ts";
import type { Row } from "../row.ts";
import { makeTree } from "./makeTree.ts";
import type { ScanTimes } from "./scanTwice.ts";

const sizes = [1000, 7000, 50_000];

/** One file a transaction is slow: so many are enough for a rate. */
const mostOneByOne = 1000;

/** The bar for a scan of 50,000 files, in MiB. */
const allowedMiB = 600;

const times: z.ZodType<ScanTimes> = z.object({
  first: z.number(),
  second: z.number(),
  peakMiB: z.number(),
  oneByOne: z.number(),
  bare: z.number(),
});

async function scanTwice(postgres: EmbeddedPostgres, root: string, count: number): Promise<ScanTimes> {
  const database = `bench_${count}`;
  const client = new Client({ connectionString: postgres.url("postgres") });
  await client.connect();
  await client.query(`create database ${database}`).finally(() => client.end());
  await migrate("instance", postgres.url(database));
  const script = fileURLToPath(new URL("scanTwice.ts", import.meta.url));
  const child = Bun.spawn([process.execPath, script, root, postgres.url(database), String(mostOneByOne)], {
    stderr: "inherit",
  });
  return times.parse(JSON.parse(await new Response(child.stdout).text()));
}

/** Seconds that git takes to find out that nothing changed: it keeps an index of the same kind. */
function gitStatusSeconds(root: string): number {
  const once = () => {
    const started = performance.now();
    const git = Bun.spawnSync(["git", "-C", root, "status", "--porcelain", "--untracked-files=no"]);
    if (!git.success) throw new Error(`git status: ${git.stderr}`);
    return (performance.now() - started) / 1000;
  };
  // The first one brings the index up to date.
  once();
  return once();
}

/** What a process of Bun's takes that does nothing, in MiB. */
function idleMiB(): number {
  const module = fileURLToPath(new URL("../peakMemory.ts", import.meta.url));
  const script = `import { peakMemoryMiB } from ${JSON.stringify(module)}; process.stdout.write(String(peakMemoryMiB()))`;
  return Number(Bun.spawnSync([process.execPath, "-e", script]).stdout);
}

function rowsOf(count: number, taken: ScanTimes, gitSeconds: number): Row[] {
  const size = count.toLocaleString("en");
  const rate = (seconds: number, files = count) => files / seconds;
  const rateRow = { size, items: count, unit: "files/s" } as const;
  return [
    {
      ...{ ...rateRow, what: "scan, everything new", ours: rate(taken.first) },
      peers: [{ name: "one file a transaction", value: rate(taken.oneByOne, Math.min(count, mostOneByOne)) }],
      limit: { name: "bare read and hash", value: rate(taken.bare) },
    },
    {
      ...{ ...rateRow, what: "scan, nothing changed", ours: rate(taken.second) },
      peers: [{ name: "everything again", value: rate(taken.first) }],
      limit: { name: "git status", value: rate(gitSeconds) },
    },
    {
      ...{ what: "scan, peak memory", size, items: count, unit: "MiB", ours: taken.peakMiB, bar: allowedMiB },
      peers: [],
      limit: { name: "idle Bun", value: idleMiB() },
    },
  ];
}

/** A scan of a working tree, the first and the next, at three sizes. */
export async function measureScan(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "fed-bench-"));
  // As root, PostgreSQL runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  const postgres = await startPostgres({ dataDir: join(folder, "postgres") });
  try {
    const rows: Row[] = [];
    for (const count of sizes) {
      const root = join(folder, `tree-${count}`);
      await mkdir(root);
      await makeTree(root, count);
      const taken = await scanTwice(postgres, root, count);
      rows.push(...rowsOf(count, taken, gitStatusSeconds(root)));
      await rm(root, { recursive: true });
    }
    return rows;
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
