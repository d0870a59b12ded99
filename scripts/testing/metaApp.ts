import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Role } from "../../contracts/access.ts";
import { policyConfig, projectsConfig } from "../../contracts/config.ts";
import { createApiKey } from "../../server/federation/access/keys.ts";
import { createActionKeys } from "../../server/federation/actions/actionKeys.ts";
import type { Author } from "../../server/federation/auditLog/author.ts";
import { applyDeclarations } from "../../server/federation/catalog/applyDeclarations.ts";
import type { FederationContext } from "../../server/federation/context.ts";
import { createContext } from "../../server/federation/createContext.ts";
import { createChangeFeed } from "../../server/federation/live/feed.ts";
import { keepStreamRoom } from "../../server/federation/telemetry/keepStreamRoom.ts";
import { createFederationMeters } from "../../server/federation/telemetry/meters.ts";
import { observeFederation } from "../../server/federation/telemetry/observeFederation.ts";
import { startVerifier } from "../../server/federation/verifier/startVerifier.ts";
import { startWorkers } from "../../server/federation/workers.ts";
import { createMetaApp, type MetaAppDeps } from "../../server/http/meta.ts";
import { connectMesh } from "../../server/mesh/connect.ts";
import { ensureEventStream } from "../../server/mesh/ensureStream.ts";
import { createPublisher, type Publisher } from "../../server/mesh/publish.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { openFederationDb } from "../../server/platform/db.ts";
import { AppError } from "../../server/platform/errors.ts";
import { firstKeyIds } from "../../server/platform/keys/keyIds.ts";
import { Lifecycle } from "../../server/platform/lifecycle.ts";
import { createLog } from "../../server/platform/log.ts";
import { startTelemetry } from "../../server/platform/telemetry/start.ts";
import type { EmbeddedNats } from "../embedded/nats.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";
import { startTestNats } from "./nats.ts";

/** A Meta Hub's HTTP side with all that is behind it, on a free port. */
export type TestMetaApp = {
  /** Like `http://127.0.0.1:40001`. */
  origin: string;
  ctx: FederationContext;
  /** A key of each role. */
  keys: Record<Role, string>;
  /** Publishes as the hub of the declared project `veria`. */
  veria: Publisher;
  /** What it stands on, for tests that take it away. */
  database: TestDatabase;
  broker: EmbeddedNats;
  /** Every line the server has logged so far. */
  logged: string[];
  /** Asks without following redirects. `as` is the role whose key is sent; none without it. */
  ask(path: string, init?: RequestInit & { as?: Role }): Promise<Response>;
  stop(): Promise<void>;
};

const config = projectsConfig.parse({
  projects: [
    {
      slug: "veria",
      name: "Veria",
      hubUrl: "http://127.0.0.1:5401",
      meshNs: "veria.mesh",
      tags: ["finance"],
      integrations: [{ to: "performia", kind: "api", strength: 0.75 }],
    },
    { slug: "performia", name: "Performia", hubUrl: "http://127.0.0.1:5402", meshNs: "performia.mesh" },
  ],
});

/**
 * Starts a Meta Hub's HTTP side on a database and a broker of its own, with two declared projects, `veria` and
 * `performia`, an edge between them, and the real workers taking in what they publish.
 */
export async function startTestMetaApp(
  options: Partial<Pick<MetaAppDeps, "limits" | "corsOrigins" | "publicUrl" | "trustProxy" | "oidc">> = {},
): Promise<TestMetaApp> {
  const logged: string[] = [];
  const log = createLog("info", {}, (line) => logged.push(line));
  const lifecycle = new Lifecycle(log);
  const database = await createTestDatabase("federation");
  lifecycle.onStop("database", database.drop);
  const nats = await startTestNats();
  lifecycle.onStop("broker", nats.stop);
  const clientDir = await mkdtemp(join(tmpdir(), "fed-client-"));
  lifecycle.onStop("client", () => rm(clientDir, { recursive: true, force: true }));
  await writeFile(join(clientDir, "index.html"), "<!doctype html><title>the client</title>");

  const db = openFederationDb(database.url);
  lifecycle.onStop("connections", db.close);
  const mesh = await connectMesh({ url: nats.url, name: "meta-hub", log });
  lifecycle.onStop("mesh", mesh.close);
  await ensureEventStream(mesh);
  const telemetry = await startTelemetry({
    ...{ service: "test", version: "0.0.0-test", attributes: {}, log },
    settings: { serviceName: undefined, traces: null, metrics: null },
  });
  lifecycle.onStop("telemetry", telemetry.stop);
  const meters = createFederationMeters(telemetry.meter);
  const changes = createChangeFeed({ mesh, log, onNotice: (type) => meters.notices.add(1, { type }) });
  lifecycle.onStop("change feed", changes.close);
  const ctx = createContext({
    ...{ db, clock: systemClock, log, policy: policyConfig.parse({}), changes, meters },
    keys: createActionKeys(Buffer.alloc(32, 1), firstKeyIds),
  });
  await applyDeclarations(ctx, { config });
  const workers = await startWorkers({ ctx, mesh, log });
  lifecycle.onStop("workers", workers.stop);
  await keepStreamRoom(ctx, mesh);
  const veria = createPublisher({ mesh, meshNs: "veria.mesh", clock: systemClock, log });
  lifecycle.onStop("publisher", veria.close);

  const openHub: MetaAppDeps["openHub"] = async (slug) => {
    const project = await db.prisma.projectCatalog.findUnique({ where: { slug } });
    if (project === null) throw new AppError("not_found", `No project is called "${slug}".`);
    return new URL("/vislzr?grant=g", project.hubUrl);
  };
  // Verifies only when a test asks: by itself, it would look long after the test is over.
  const verifier = startVerifier({ ctx, log, lookMs: 86_400_000 });
  lifecycle.onStop("verifier", verifier.stop);
  const runtime = {
    ...{ version: "0.0.0-test", startedAt: systemClock.now(), mesh, consumer: workers.consumer },
    verifyNow: verifier.verifyNow,
    reconcile: (how: { force: boolean; by: Author }) => applyDeclarations(ctx, { config, ...how }),
  };
  lifecycle.onStop("observing", observeFederation(telemetry.meter, ctx, runtime));
  const app = createMetaApp({ ctx, runtime, clientDir, log, telemetry, openHub, ...options });
  app.listen({ hostname: "127.0.0.1", port: 0 });
  lifecycle.onStop("http", async () => void (await app.stop(true)));

  const keyOf = async (role: Role) => (await createApiKey(db, { name: `test ${role}`, role })).key;
  const keys = { viewer: await keyOf("viewer"), operator: await keyOf("operator"), admin: await keyOf("admin") };
  const origin = `http://127.0.0.1:${app.server?.port}`;
  return {
    origin,
    ctx,
    keys,
    veria,
    database,
    broker: nats,
    logged,
    ask(path, { as, headers, ...init } = {}) {
      const sent = new Headers(headers);
      if (as !== undefined) sent.set("x-api-key", keys[as]);
      return fetch(origin + path, { redirect: "manual", ...init, headers: sent });
    },
    stop: () => lifecycle.stop(),
  };
}
