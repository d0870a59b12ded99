import { tmpdir } from "node:os";
import { Elysia } from "elysia";
import { createApiKey } from "../../../server/federation/access/keys.ts";
import type { FederationContext } from "../../../server/federation/context.ts";
import { startWorkers } from "../../../server/federation/workers.ts";
import { createMetaApp } from "../../../server/http/meta.ts";
import type { Mesh } from "../../../server/mesh/connect.ts";
import { systemClock } from "../../../server/platform/clock.ts";
import type { Lifecycle } from "../../../server/platform/lifecycle.ts";
import { createLog } from "../../../server/platform/log.ts";
import { silentTelemetry } from "../../../server/platform/telemetry/silent.ts";

/** Everything it does for a request, but for the write of the log line. */
const log = createLog("info", {}, () => {});

/** The Meta Hub's HTTP side, and a viewer's key. Without `clientDir` it has no page. */
export async function serveHub(
  lifecycle: Lifecycle,
  { ctx, mesh }: { ctx: FederationContext; mesh: Mesh },
  clientDir = tmpdir(),
): Promise<{ origin: string; key: string }> {
  const workers = await startWorkers({ ctx, mesh, log });
  lifecycle.onStop("workers", workers.stop);
  const unlimited = { burst: 1e9, perSecond: 1e9 };
  const app = createMetaApp({
    ...{ ctx, log, telemetry: silentTelemetry, clientDir },
    runtime: {
      ...{ version: "bench", startedAt: systemClock.now(), mesh, consumer: workers.consumer },
      verifyNow: async () => [],
      reconcile: async () => ({ declared: 0, archived: [], unknownEnds: [] }),
    },
    openHub: async () => new URL("http://127.0.0.1:5401"),
    limits: { address: unlimited, caller: unlimited, wrongKey: unlimited, failedSignIn: unlimited },
  });
  app.listen({ hostname: "127.0.0.1", port: 0 });
  lifecycle.onStop("http", async () => void (await app.stop(true)));
  const { key } = await createApiKey(ctx.db, { name: "bench", role: "viewer" });
  return { origin: `http://127.0.0.1:${app.server?.port}`, key };
}

/** The limit: an Elysia route that answers the same bytes every time. */
export function serveBytes(body: string): { origin: string; stop(): Promise<void> } {
  const headers = { "content-type": "application/json; charset=utf-8" };
  const app = new Elysia().get("/", () => new Response(body, { headers }));
  app.listen({ hostname: "127.0.0.1", port: 0 });
  return { origin: `http://127.0.0.1:${app.server?.port}`, stop: async () => void (await app.stop(true)) };
}
