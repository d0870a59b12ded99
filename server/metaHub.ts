import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inboxPrefix } from "../contracts/subjects.ts";
import packageJson from "../package.json" with { type: "json" };
import { ensureAdminKey } from "./federation/access/keys.ts";
import { openInstance } from "./federation/access/openInstance.ts";
import { createActionKeys } from "./federation/actions/actionKeys.ts";
import { startDispatcher } from "./federation/actions/dispatch/startDispatcher.ts";
import { watchDeclarations } from "./federation/catalog/watchDeclarations.ts";
import type { FederationContext } from "./federation/context.ts";
import { createContext } from "./federation/createContext.ts";
import { createChangeFeed } from "./federation/live/feed.ts";
import { startNotifier } from "./federation/notify/startNotifier.ts";
import { prepareWebhooks, secretNamesOf } from "./federation/notify/webhook.ts";
import { createFederationMeters } from "./federation/telemetry/meters.ts";
import { observeFederation } from "./federation/telemetry/observeFederation.ts";
import { startTimers } from "./federation/timers.ts";
import { startVerifier } from "./federation/verifier/startVerifier.ts";
import { startWorkers } from "./federation/workers.ts";
import { oidcSettings } from "./http/auth/oidc/settings.ts";
import { listen } from "./http/listen.ts";
import { createMetaApp } from "./http/meta.ts";
import { connectMesh } from "./mesh/connect.ts";
import { ensureEventStream } from "./mesh/ensureStream.ts";
import { systemClock } from "./platform/clock.ts";
import { loadPolicy, loadProjects } from "./platform/config.ts";
import { openFederationDb } from "./platform/db.ts";
import { type MetaEnv, readNamedSecrets } from "./platform/env.ts";
import { drainMs, Lifecycle } from "./platform/lifecycle.ts";
import type { Log } from "./platform/log.ts";
import { migrate } from "./platform/migrate.ts";
import { telemetrySettings } from "./platform/telemetry/settings.ts";
import { startTelemetry } from "./platform/telemetry/start.ts";

const clientDir = fileURLToPath(new URL("../client/dist", import.meta.url));

/** A running Meta Hub. `stop` drains: what is being handled is committed and acknowledged first. */
export type MetaHub = { address: URL; stop(): Promise<void> };

/**
 * Starts the Meta Hub: observer and launcher of the federation. Migrates its database, declares the projects of
 * `projects.yaml`, and takes events in before it answers anybody. `force` accepts declarations that archive many projects;
 * `onMeshLost` is called when its connection to the mesh has ended for good.
 */
export async function startMetaHub(options: {
  env: MetaEnv;
  log: Log;
  force: boolean;
  onMeshLost?: () => void;
}): Promise<MetaHub> {
  const { env, log, force, onMeshLost } = options;
  const lifecycle = new Lifecycle(log, { withinMs: drainMs });
  const startedAt = systemClock.now();
  const policy = await loadPolicy(env.FED_CONFIG_DIR);
  const hooks = policy.notifications.webhooks;
  const webhooks = prepareWebhooks(hooks, readNamedSecrets(secretNamesOf(hooks)));
  try {
    const telemetry = await startTelemetry({
      ...{ service: "commandcenter-meta-hub", version: packageJson.version, attributes: {}, log },
      settings: telemetrySettings(env),
    });
    lifecycle.onStop("telemetry", telemetry.stop);
    const applied = await migrate("federation", env.DATABASE_URL);
    const db = openFederationDb(env.DATABASE_URL);
    lifecycle.onStop("database", db.close);
    const mesh = await connectMesh({
      url: env.NATS_URL,
      nkeySeed: env.NATS_NKEY_SEED,
      name: "meta-hub",
      inboxPrefix: inboxPrefix("meta"),
      log,
      onLost: onMeshLost,
    });
    lifecycle.onStop("mesh", mesh.close);
    const ackWaitMs = env.MESH_ACK_WAIT_SECONDS === undefined ? undefined : env.MESH_ACK_WAIT_SECONDS * 1000;
    const stream = { replicas: env.MESH_STREAM_REPLICAS, maxBytes: env.MESH_STREAM_MAX_BYTES, ackWaitMs };
    await ensureEventStream(mesh, stream);
    const meters = createFederationMeters(telemetry.meter);
    const changes = createChangeFeed({ mesh, log, onNotice: (type) => meters.notices.add(1, { type }) });
    lifecycle.onStop("change feed", changes.close);
    const keys = createActionKeys(Buffer.from(env.MESH_HMAC_KEY, "base64"), env.MESH_KEY_IDS);
    const ctx = createContext({ db, clock: systemClock, log, policy, changes, keys, meters });
    const configDir = env.FED_CONFIG_DIR;
    const declarations = watchDeclarations({ ctx, configDir, load: () => loadProjects(configDir) });
    lifecycle.onStop("declarations", declarations.stop);
    const { declared } = await declarations.reconcile({
      force,
      by: { name: "Meta Hub", address: null, requestId: "start" },
    });
    await registerAdminKey(env, ctx);
    const workers = await startWorkers({ ctx, mesh, log, stream });
    lifecycle.onStop("workers", workers.stop);
    const timers = startTimers({ ctx, mesh, log });
    lifecycle.onStop("timers", timers.stop);
    lifecycle.onStop("dispatcher", startDispatcher({ ctx, mesh }));
    const verifier = startVerifier({ ctx, log });
    lifecycle.onStop("verifier", verifier.stop);
    lifecycle.onStop("notifier", startNotifier({ ctx, webhooks, log }).stop);
    const running = { version: packageJson.version, startedAt, mesh, consumer: workers.consumer };
    lifecycle.onStop("observing", observeFederation(telemetry.meter, ctx, running));
    const app = createMetaApp({
      ctx,
      telemetry,
      runtime: {
        ...running,
        verifyNow: verifier.verifyNow,
        reconcile: declarations.reconcile,
      },
      clientDir,
      log,
      openHub: (slug) => openInstance(ctx, { slug }),
      corsOrigins: env.FED_CORS_ORIGINS,
      publicUrl: env.FED_PUBLIC_URL,
      trustProxy: env.FED_TRUST_PROXY,
      oidc: oidcSettings(env),
    });
    const variables = { host: "FED_HOST", port: "FED_PORT" };
    const address = listen(app, { host: env.FED_HOST, port: env.FED_PORT, variables });
    lifecycle.onStop("http", async () => void (await app.stop(true)));
    log.info("meta hub started", {
      address: address.origin,
      projects: declared,
      migrations: applied,
      durationMs: systemClock.now().getTime() - startedAt.getTime(),
    });
    return { address, stop: () => lifecycle.stop() };
  } catch (thrown) {
    await lifecycle.stop();
    throw thrown;
  }
}

/** The local admin key in the data folder, where commands find it by themselves. */
async function registerAdminKey(env: MetaEnv, ctx: FederationContext): Promise<void> {
  const file = Bun.file(join(env.FED_DATA_DIR, "keys", "admin.key"));
  if (await file.exists()) await ensureAdminKey(ctx.db, (await file.text()).trim());
}
