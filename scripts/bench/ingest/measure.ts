import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jetstreamManager } from "@nats-io/jetstream";
import { policyConfig } from "../../../contracts/config.ts";
import { eventStream } from "../../../contracts/subjects.ts";
import { createActionKeys } from "../../../server/federation/actions/actionKeys.ts";
import type { FederationContext } from "../../../server/federation/context.ts";
import { createChangeFeed } from "../../../server/federation/live/feed.ts";
import { connectMesh, type Mesh } from "../../../server/mesh/connect.ts";
import { ensureEventStream } from "../../../server/mesh/ensureStream.ts";
import { systemClock } from "../../../server/platform/clock.ts";
import { openFederationDb } from "../../../server/platform/db.ts";
import { Lifecycle } from "../../../server/platform/lifecycle.ts";
import { silentLog as log } from "../../../server/platform/log.ts";
import { migrate } from "../../../server/platform/migrate.ts";
import { startNats } from "../../embedded/nats.ts";
import { startPostgres } from "../../embedded/postgres.ts";
import { median, type Row } from "../row.ts";
import { benchProjects, publishEvents } from "./publishEvents.ts";
import { bareConsumeRate, bareInsertRate, ingestRate, rowByRowRate } from "./rates.ts";

const sizes = [2000, 10_000, 50_000];
const runs = 3;
/** One by one is slow: so many are enough for a rate. */
const mostOneByOne = 1000;

/** Servers with the settings they ship with, so commits wait for the disk, and a catalog of 50 projects. */
async function prepare(lifecycle: Lifecycle): Promise<{ mesh: Mesh; ctx: FederationContext }> {
  const folder = await mkdtemp(join(tmpdir(), "fed-bench-"));
  lifecycle.onStop("folder", () => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755);
  const postgres = await startPostgres({ dataDir: join(folder, "postgres") });
  lifecycle.onStop("postgres", postgres.stop);
  const nats = await startNats({ dataDir: join(folder, "nats") });
  lifecycle.onStop("nats", nats.stop);
  const url = postgres.url("postgres");
  await migrate("federation", url);
  const db = openFederationDb(url);
  lifecycle.onStop("database", db.close);
  await db.prisma.projectCatalog.createMany({
    data: benchProjects.map(({ slug, meshNs }) => ({
      ...{ slug, meshNs, name: slug, hubUrl: "http://127.0.0.1:5401", origin: "declared" },
    })),
  });
  const mesh = await connectMesh({ url: nats.url, name: "bench", log });
  lifecycle.onStop("mesh", mesh.close);
  await ensureEventStream(mesh);
  const changes = createChangeFeed({ mesh, log });
  lifecycle.onStop("change feed", changes.close);
  return {
    mesh,
    ctx: {
      db,
      clock: systemClock,
      log,
      policy: policyConfig.parse({}),
      changes,
      keys: createActionKeys(Buffer.alloc(32, 1), []),
    },
  };
}

/** Stored events to committed rows, beside one UPDATE and COMMIT an event, and beside the raw limits. */
export async function measureIngest(): Promise<Row[]> {
  const lifecycle = new Lifecycle(log);
  try {
    const { mesh, ctx } = await prepare(lifecycle);
    const manager = await jetstreamManager(mesh.nc);
    const storedCount = async () => (await manager.streams.info(eventStream.name)).state.messages;
    const rows: Row[] = [];
    for (const count of sizes) {
      const rates = { ours: [] as number[], peer: [] as number[], consume: [] as number[], insert: [] as number[] };
      for (let run = 0; run < runs; run++) {
        await manager.streams.purge(eventStream.name);
        await publishEvents(mesh, count, storedCount);
        rates.ours.push(await ingestRate(mesh, ctx, count));
        rates.consume.push(await bareConsumeRate(mesh, count));
        rates.insert.push(await bareInsertRate(ctx.db.pool, count));
        rates.peer.push(await rowByRowRate(mesh, ctx.db.pool, Math.min(count, mostOneByOne)));
      }
      const limits = [
        { name: "bare consume and ack", value: median(rates.consume) },
        { name: "bare UNNEST insert", value: median(rates.insert) },
      ];
      const [limit = limits[0]] = limits.sort((a, b) => a.value - b.value);
      if (limit === undefined) throw new Error("no limit was measured");
      rows.push({
        what: "ingest, stored event to committed rows",
        size: count.toLocaleString("en"),
        items: count,
        unit: "events/s",
        ours: median(rates.ours),
        peer: { name: "row by row", value: median(rates.peer) },
        limit,
      });
    }
    return rows;
  } finally {
    await lifecycle.stop();
  }
}
