import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { policyConfig } from "../../../contracts/config.ts";
import { createActionKeys } from "../../../server/federation/actions/actionKeys.ts";
import type { FederationContext } from "../../../server/federation/context.ts";
import { createContext } from "../../../server/federation/createContext.ts";
import { createChangeFeed } from "../../../server/federation/live/feed.ts";
import { createFederationMeters } from "../../../server/federation/telemetry/meters.ts";
import { connectMesh, type Mesh } from "../../../server/mesh/connect.ts";
import { ensureEventStream } from "../../../server/mesh/ensureStream.ts";
import { systemClock } from "../../../server/platform/clock.ts";
import { type FederationDb, openFederationDb } from "../../../server/platform/db.ts";
import { keepKeys } from "../../../server/platform/keys/keepKeys.ts";
import { firstKeyIds } from "../../../server/platform/keys/keyIds.ts";
import type { Lifecycle } from "../../../server/platform/lifecycle.ts";
import { silentLog as log } from "../../../server/platform/log.ts";
import { migrate } from "../../../server/platform/migrate.ts";
import { silentTelemetry } from "../../../server/platform/telemetry/silent.ts";
import { startPostgres } from "../../embedded/postgres.ts";
import { startShippedNats } from "../../embedded/shippedNats.ts";
import { benchProjects } from "./encodeEvents.ts";

/** A database with the settings it ships with, so commits wait for the disk, in a folder that goes with it. */
export async function prepareDatabase(lifecycle: Lifecycle): Promise<{ db: FederationDb; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "fed-bench-"));
  lifecycle.onStop("folder", () => rm(folder, { recursive: true, force: true }));
  // PostgreSQL's own user must be able to enter.
  await chmod(folder, 0o755);
  const postgres = await startPostgres({ dataDir: join(folder, "postgres") });
  lifecycle.onStop("postgres", postgres.stop);
  const url = postgres.url("postgres");
  await migrate("federation", url);
  const db = openFederationDb(url);
  lifecycle.onStop("database", db.close);
  return { db, folder };
}

/** A broker, and who may do everything there. */
export type BenchBroker = { url: string; nkeySeed: string };

/** Such a database, a broker with the configuration it ships with (but for its disk, if so asked), and a catalog of 50 projects. */
export async function prepareIngest(
  lifecycle: Lifecycle,
  { waitsForDisk = true }: { waitsForDisk?: boolean } = {},
): Promise<{ mesh: Mesh; broker: BenchBroker; ctx: FederationContext; rootKey: Uint8Array }> {
  const { db, folder } = await prepareDatabase(lifecycle);
  const { identity } = await keepKeys(folder, []);
  const nats = await startShippedNats({ dataDir: join(folder, "nats"), publicKey: identity.publicKey, waitsForDisk });
  lifecycle.onStop("nats", nats.stop);
  await db.prisma.projectCatalog.createMany({
    data: benchProjects.map(({ slug, meshNs }) => ({
      ...{ slug, meshNs, name: slug, hubUrl: "http://127.0.0.1:5401", origin: "declared" },
    })),
  });
  const broker = { url: nats.url, nkeySeed: identity.seed };
  const mesh = await connectMesh({ ...broker, name: "bench", log });
  lifecycle.onStop("mesh", mesh.close);
  await ensureEventStream(mesh);
  const changes = createChangeFeed({ mesh, log });
  lifecycle.onStop("change feed", changes.close);
  const rootKey = Buffer.alloc(32);
  const keys = createActionKeys(rootKey, firstKeyIds);
  const meters = createFederationMeters(silentTelemetry.meter);
  const ctx = createContext({ db, clock: systemClock, log, policy: policyConfig.parse({}), changes, keys, meters });
  return { mesh, broker, ctx, rootKey };
}
