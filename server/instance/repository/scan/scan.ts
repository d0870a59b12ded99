import type { InstanceContext } from "../../context.ts";
import { onceDatabaseIsBack } from "../../onceDatabaseIsBack.ts";
import { listFiles } from "../files/listFiles.ts";
import { isManifest } from "../imports/readManifests.ts";
import { openReader } from "../source/openReader.ts";
import type { KnownFile, ReadResult } from "../source/readSource.ts";
import { storeImports } from "./storeImports.ts";
import { storeReadings } from "./storeReadings.ts";

/** How far a scan is: files looked at, of how many. */
export type ScanProgress = { done: number; total: number };

/** What a scan found. `skipped` counts the files whose content was not read, by reason. */
export type ScanResult = {
  scanId: bigint;
  state: "completed" | "cancelled";
  files: number;
  /** Files that are new or whose content is. */
  changed: number;
  removed: number;
  skipped: Record<string, number>;
  durationMs: number;
};

/** Files that travel to the reading thread and into the database together. This bounds what is held in memory. */
const batchSize = 100;

/** Scans kept as history. */
const keptScans = 200;

/**
 * Scans the working tree into the hub's database: files, symbols, tasks and imports. Only what changed since the scan before
 * is read; what is gone is deleted. Reading and parsing happen on a thread of their own. Stopped by `signal`, it
 * leaves what was stored so far, and the next scan goes on from there.
 *
 * @throws when the root cannot be listed or the database fails; the scan is then recorded as failed.
 */
export async function scan(
  ctx: InstanceContext,
  options: { signal?: AbortSignal; onProgress?: (progress: ScanProgress) => void } = {},
): Promise<ScanResult> {
  const startedAt = ctx.clock.now();
  const { id: scanId } = await ctx.db.prisma.scan.create({ data: { startedAt, state: "running" } });
  const started = performance.now();
  const outcome = { files: 0, changed: 0, removed: 0 };
  const finish = async (state: "completed" | "cancelled" | "failed") => {
    const { files, changed } = outcome;
    const data = { state, files, changed, skipped: await countSkipped(ctx), finishedAt: ctx.clock.now() };
    await ctx.db.prisma.scan.update({ where: { id: scanId }, data });
    await ctx.db.pool.query(`delete from "Scan" where id <= $1`, [scanId - BigInt(keptScans)]);
  };
  let state: "completed" | "cancelled" = "completed";
  try {
    await update(ctx, options, outcome);
  } catch (thrown) {
    if (!options.signal?.aborted) {
      await onceDatabaseIsBack(() => finish("failed"), options.signal).catch((error: unknown) =>
        ctx.log.error("scan.not_stored", { scan: scanId, error }),
      );
      throw thrown;
    }
    state = "cancelled";
  }
  await onceDatabaseIsBack(() => finish(state), options.signal);
  const result = { ...outcome, skipped: await countSkipped(ctx), durationMs: Math.round(performance.now() - started) };
  ctx.log.info("scan", { state, ...result });
  return { scanId, state, ...result };
}

async function update(
  ctx: InstanceContext,
  options: { signal?: AbortSignal; onProgress?: (progress: ScanProgress) => void },
  outcome: { files: number; changed: number; removed: number },
): Promise<void> {
  const { signal } = options;
  const { pool } = ctx.db;
  const { paths, source } = await listFiles(ctx.root, signal && { signal });
  const known = await readKnown(ctx);
  ctx.log.debug("scan.list", { source, files: paths.length, known: known.size });
  outcome.files = paths.length;

  const listed = new Set(paths);
  const gone = [...known.keys()].filter((path) => !listed.has(path));
  if (gone.length > 0) await pool.query(`delete from "SourceFile" where path = any($1)`, [gone]);
  outcome.removed = gone.length;

  const read: string[] = [];
  const reader = openReader(ctx.root);
  try {
    const underWay: Promise<ReadResult[]>[] = [];
    let storing: Promise<void> = Promise.resolve();
    let done = 0;
    const takeOne = async () => {
      const results = await abortable(underWay.shift() ?? Promise.resolve([]), signal);
      // The database stores one batch while the threads read the next.
      await storing;
      storing = storeReadings(pool, results);
      storing.catch(() => {});
      for (const result of results) if (result.outcome === "read") read.push(result.path);
      done += results.length;
      outcome.changed = read.length;
      options.onProgress?.({ done, total: paths.length });
    };
    for (let at = 0; at < paths.length; at += batchSize) {
      signal?.throwIfAborted();
      const reading = reader.read(paths.slice(at, at + batchSize).map((path) => ({ path, known: known.get(path) })));
      // Rejected when the reader is closed early; whoever awaits it hears of it.
      reading.catch(() => {});
      underWay.push(reading);
      if (underWay.length > reader.threads) await takeOne();
    }
    while (underWay.length > 0) await takeOne();
    await storing;
  } finally {
    reader.close();
  }
  const pathsChanged = gone.length > 0 || read.some((path) => !known.has(path) || isManifest(path));
  await storeImports(pool, { root: ctx.root, paths, changed: pathsChanged ? "all" : read, ...(signal && { signal }) });
}

async function readKnown(ctx: InstanceContext): Promise<Map<string, KnownFile>> {
  const { rows } = await ctx.db.pool.query<KnownFile & { path: string }>(
    `select path, size::float8 as size, hash, stamp, rules, skipped from "SourceFile"`,
  );
  return new Map(rows.map(({ path, ...known }) => [path, known]));
}

async function countSkipped(ctx: InstanceContext): Promise<Record<string, number>> {
  const { rows } = await ctx.db.pool.query<{ skipped: string; files: number }>(
    `select skipped, count(*)::int as files from "SourceFile" where skipped is not null group by skipped order by skipped`,
  );
  return Object.fromEntries(rows.map(({ skipped, files }) => [skipped, files]));
}

/** Settles as the promise does, or rejects at once when the signal aborts. */
async function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort);
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
