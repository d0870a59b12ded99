import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { inboxPrefix } from "../contracts/subjects.ts";
import packageJson from "../package.json" with { type: "json" };
import { listen } from "./http/listen.ts";
import { createProjectApp } from "./http/project.ts";
import { startActions } from "./instance/actions/startActions.ts";
import { recoverAudits } from "./instance/audits/recoverAudits.ts";
import { startAudits } from "./instance/audits/startAudits.ts";
import type { InstanceContext } from "./instance/context.ts";
import { type Emitters, startEmitters } from "./instance/emitters/startEmitters.ts";
import { readIdentity } from "./instance/readIdentity.ts";
import { reloadConfig } from "./instance/reloadConfig.ts";
import { recoverScans } from "./instance/repository/scan/recoverScans.ts";
import { startScans } from "./instance/repository/scan/startScans.ts";
import { countPublished } from "./instance/telemetry/countPublished.ts";
import { observeInstance } from "./instance/telemetry/observeInstance.ts";
import { createTurns } from "./instance/turns.ts";
import { connectMesh, type Mesh } from "./mesh/connect.ts";
import { createPublisher, type Publisher } from "./mesh/publish.ts";
import { systemClock } from "./platform/clock.ts";
import { loadHubConfig } from "./platform/config.ts";
import { openInstanceDb } from "./platform/db.ts";
import type { HubEnv } from "./platform/env.ts";
import { messageOf } from "./platform/errors.ts";
import { drainMs, Lifecycle } from "./platform/lifecycle.ts";
import type { Log } from "./platform/log.ts";
import { migrate } from "./platform/migrate.ts";
import { telemetrySettings } from "./platform/telemetry/settings.ts";
import { startTelemetry } from "./platform/telemetry/start.ts";

const clientDir = fileURLToPath(new URL("../client/dist", import.meta.url));

/** What is acknowledged by the broker while stopping, at most this long. */
const flushMs = 3000;

/** A running project hub. `stop` tells what is still untold, if the broker takes it. */
export type ProjectHub = { address: URL; stop(): Promise<void> };

/**
 * Starts one project's hub: migrates its database, answers, tells the Meta Hub that it is there, and learns the
 * repository meanwhile. It starts and answers without a broker too, and tells as soon as there is one. `onMeshLost` is
 * called when it is deaf for good, and should be ended.
 *
 * @throws UserError for a root, address or configuration that cannot be used.
 */
export async function startProjectHub(options: {
  env: HubEnv;
  slug: string;
  root: string;
  log: Log;
  onMeshLost?: () => void;
}): Promise<ProjectHub> {
  const { env, slug, log } = options;
  const startedAt = performance.now();
  const root = resolve(options.root);
  const { project, address, port, actionKeys, receiptKeys } = await readIdentity({ env, slug, root });
  const config = await loadHubConfig(root, env.HUB_CONFIG);
  const lifecycle = new Lifecycle(log, { withinMs: drainMs });
  try {
    const telemetry = await startTelemetry({
      ...{ service: "commandcenter-project-hub", version: packageJson.version, log },
      ...{ attributes: { "fed.project": slug }, settings: telemetrySettings(env) },
    });
    lifecycle.onStop("telemetry", telemetry.stop);
    const applied = await migrate("instance", env.DATABASE_URL);
    const db = openInstanceDb(env.DATABASE_URL);
    lifecycle.onStop("database", db.close);
    const memory = { seenLogs: new Map(), runningAudits: new Map() };
    const ctx: InstanceContext = {
      db,
      clock: systemClock,
      log,
      project,
      root,
      config,
      registry: env.HUB_ADVISORY_REGISTRY,
      ...memory,
    };
    await recoverAudits(ctx);
    await recoverScans(ctx);

    let emitters: Emitters | undefined;
    const tellSoon = () => emitters?.summariesSoon();

    const scans = startScans(ctx, async () => {
      await reloadConfig(ctx, env.HUB_CONFIG);
      tellSoon();
    });
    lifecycle.onStop("scans", scans.stop);

    let connection: Mesh | undefined;
    const runtime = {
      ...{ version: packageJson.version, startedAt: systemClock.now(), scanProgress: scans.progress },
      meshConnected: () => connection?.isConnected() ?? false,
    };
    let outbox: Publisher | undefined;
    const observed = { ...runtime, pending: () => outbox?.pending() ?? 0 };
    lifecycle.onStop("observing", observeInstance(telemetry.meter, ctx, observed));
    const app = createProjectApp({
      ...{ ctx, runtime, telemetry, clientDir, apiKey: env.HUB_API_KEY, actionKeys },
      publicUrl: env.HUB_PUBLIC_URL,
    });
    listen(app, { host: env.HUB_HOST, port, variables: { host: "HUB_HOST", port: "HUB_PORT" } });
    lifecycle.onStop("http", async () => void (await app.stop(true)));

    const turns = createTurns();
    lifecycle.onStop("audits", startAudits(ctx, { after: scans.first, turns, onEnded: tellSoon }));

    const connecting = connectMesh({
      url: env.NATS_URL,
      nkeySeed: env.NATS_NKEY_SEED,
      name: `hub-${slug}`,
      inboxPrefix: inboxPrefix(slug),
      log,
      // A new project's hub may start before the broker has been given its key.
      waitForIdentity: true,
      onLost: options.onMeshLost,
    });
    let stopped = false;
    lifecycle.onStop("connecting", () => {
      stopped = true;
    });
    connecting
      .then(async (mesh) => {
        if (stopped) return mesh.close();
        connection = mesh;
        lifecycle.onStop("mesh", mesh.close);
        const publisher = createPublisher({
          ...{ mesh, meshNs: project.meshNs, clock: systemClock, log },
          onPublished: countPublished(telemetry.meter),
        });
        outbox = publisher;
        const { version } = packageJson;
        const telling = startEmitters({ ctx, mesh, publisher, version, address, beatSeconds: env.HUB_BEAT_SECONDS });
        emitters = telling;
        lifecycle.onStop("emitters", telling.stop);
        // Stopped before the emitters: a summary that waits for an absent broker would hold them up.
        lifecycle.onStop("publisher", async () => {
          if (mesh.isConnected()) await publisher.flush(flushMs);
          await publisher.close();
        });
        const stopActions = await startActions({
          ...{ ctx, mesh, publisher, audits: turns, onAudited: tellSoon },
          keys: { action: actionKeys, receipt: receiptKeys },
        });
        if (stopped) return stopActions();
        lifecycle.onStop("actions", stopActions);
      })
      .catch((thrown: unknown) => {
        if (stopped) return;
        log.error("mesh.unused", { error: messageOf(thrown) });
        options.onMeshLost?.();
      });

    log.info("project hub started", {
      address: address.origin,
      root,
      migrations: applied,
      durationMs: Math.round(performance.now() - startedAt),
    });
    return { address, stop: () => lifecycle.stop() };
  } catch (thrown) {
    await lifecycle.stop();
    throw thrown;
  }
}
