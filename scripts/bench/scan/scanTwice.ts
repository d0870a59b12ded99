import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { hubConfig } from "../../../contracts/config.ts";
import type { InstanceContext } from "../../../server/instance/context.ts";
import { listFiles } from "../../../server/instance/repository/files/listFiles.ts";
import { scan } from "../../../server/instance/repository/scan/scan.ts";
import { storeReadings } from "../../../server/instance/repository/scan/storeReadings.ts";
import { readSource } from "../../../server/instance/repository/source/readSource.ts";
import { systemClock } from "../../../server/platform/clock.ts";
import { openInstanceDb } from "../../../server/platform/db.ts";
import { silentLog } from "../../../server/platform/log.ts";
import { peakMemoryMiB } from "../peakMemory.ts";

/** Seconds for each way of looking at one tree, and the most memory that the scans took, in MiB. */
export type ScanTimes = { first: number; second: number; peakMiB: number; oneByOne: number; bare: number };

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** The least that finding out what changed by content can be: every file read and hashed. */
async function hashAll(root: string, paths: string[]): Promise<void> {
  for (const path of paths)
    createHash("sha256")
      .update(await readFile(join(root, path)))
      .digest("hex");
}

async function main(root: string, databaseUrl: string, mostOneByOne: number): Promise<ScanTimes> {
  const db = openInstanceDb(databaseUrl);
  const project = { slug: "bench", name: "bench", meshNs: "bench.mesh", hubUrl: "http://127.0.0.1:9" };
  const config = hubConfig.parse({});
  const ctx: InstanceContext = { db, clock: systemClock, log: silentLog, project, root, config };
  try {
    const { paths } = await listFiles(root);
    const bare = await secondsOf(() => hashAll(root, paths));
    const first = await secondsOf(() => scan(ctx));
    const second = await secondsOf(() => scan(ctx));
    const peakMiB = peakMemoryMiB();
    const few = paths.slice(0, mostOneByOne);
    const oneByOne = await secondsOf(async () => {
      for (const path of few) await storeReadings(db.pool, [await readSource(root, path, undefined)]);
    });
    return { first, second, peakMiB, oneByOne, bare };
  } finally {
    await db.close();
  }
}

// A process of its own for each tree, so that its peak of memory is that of one hub and one tree.
const [root = "", databaseUrl = "", mostOneByOne] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await main(root, databaseUrl, Number(mostOneByOne))));
