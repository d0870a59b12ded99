import { Elysia } from "elysia";
import { z } from "zod";
import {
  instanceAuditQuery,
  instanceAuditsQuery,
  instanceFileQuery,
  instanceGraphQuery,
  instanceOutlineQuery,
  instanceSearchQuery,
  instanceStatus,
  instanceTasksQuery,
} from "../../../../contracts/instance.ts";
import { getAudit } from "../../../instance/audits/getAudit.ts";
import { listAudits } from "../../../instance/audits/listAudits.ts";
import type { InstanceContext } from "../../../instance/context.ts";
import { measureHealth } from "../../../instance/emitters/measureHealth.ts";
import { getFile } from "../../../instance/repository/browse/getFile.ts";
import { getGraph } from "../../../instance/repository/browse/getGraph.ts";
import { getOutline } from "../../../instance/repository/browse/getOutline.ts";
import { listTasks } from "../../../instance/repository/browse/listTasks.ts";
import { searchRepository } from "../../../instance/repository/browse/searchRepository.ts";
import type { ScanProgress } from "../../../instance/repository/scan/scan.ts";
import { AppError } from "../../../platform/errors.ts";
import { taggedJson } from "../etag.ts";
import { parseQuery } from "../query.ts";
import { manifestOf } from "./manifest.ts";

/** What the answers say about the running process itself. */
export type HubRuntime = {
  version: string;
  startedAt: Date;
  scanProgress(): ScanProgress | null;
  meshConnected(): boolean;
};

type Ask = { ctx: InstanceContext; runtime: HubRuntime; url: string; id: string };

/** Each route of the instance's API: its path, and what it answers. */
const routes: Record<string, (ask: Ask) => unknown> = {
  "/api/capabilities": ({ ctx, runtime, url }) => {
    parseQuery(z.strictObject({}), url);
    return manifestOf(ctx, runtime.version);
  },
  "/api/graph": ({ ctx, runtime, url }) => getGraph(ctx, parseQuery(instanceGraphQuery, url), runtime.scanProgress()),
  "/api/graph/outline": ({ ctx, url }) => getOutline(ctx, parseQuery(instanceOutlineQuery, url)),
  "/api/file": ({ ctx, url }) => getFile(ctx, parseQuery(instanceFileQuery, url)),
  "/api/search": ({ ctx, url }) => searchRepository(ctx, parseQuery(instanceSearchQuery, url)),
  "/api/status": async ({ ctx, runtime, url }) => {
    parseQuery(z.strictObject({}), url);
    const { version, startedAt } = runtime;
    const health = await measureHealth(ctx);
    const meshConnected = runtime.meshConnected();
    return instanceStatus.parse({ ...health, version, startedAt: startedAt.toISOString(), meshConnected });
  },
  "/api/task": ({ ctx, url }) => listTasks(ctx, parseQuery(instanceTasksQuery, url)),
  "/api/audits": ({ ctx, url }) => listAudits(ctx, parseQuery(instanceAuditsQuery, url)),
  "/api/audits/:id": ({ ctx, url, id }) => getAudit(ctx, { id, ...parseQuery(instanceAuditQuery, url) }),
};

/** Registers what of the instance's API reads, so any method but GET and HEAD is 405. Admission is the caller's. */
export function instanceRoutes(ctx: InstanceContext, runtime: HubRuntime) {
  const app = new Elysia();
  for (const [path, answer] of Object.entries(routes)) {
    app.all(
      path,
      async ({ request, params, set }) => {
        if (request.method !== "GET" && request.method !== "HEAD") {
          set.headers.allow = "GET, HEAD";
          throw new AppError("method_not_allowed", `${path} can only be read.`);
        }
        // A path without parameters has none at all.
        const { id = "" } = (params ?? {}) as { id?: string };
        return taggedJson(request, await answer({ ctx, runtime, url: request.url, id }));
      },
      { parse: "none" },
    );
  }
  return app;
}
