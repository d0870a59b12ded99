import type { RefusedRequests } from "../../../contracts/events.ts";
import type { ProjectCard } from "../../../contracts/graph.ts";
import { listAlerts } from "../alerts/listAlerts.ts";
import { findProject } from "../catalog/findProject.ts";
import type { FederationContext } from "../context.ts";
import { loadEdgeRows } from "../integrations/edgeRows.ts";
import { loadSurfaces } from "../verifier/loadSurfaces.ts";

const shownAlerts = 20;

/** One project with its hubs, edges, newest alerts and verified surface, archived or not. Throws `not_found`. */
export async function getProject(ctx: FederationContext, { slug }: { slug: string }): Promise<ProjectCard> {
  const project = await findProject(ctx, slug);
  const [stored, hubs, edges, alerts, [surface]] = await Promise.all([
    ctx.db.prisma.projectCatalog.findUnique({ where: { slug }, select: { clockSkewSeconds: true } }),
    ctx.db.prisma.projectHub.findMany({ where: { project: { slug } }, orderBy: { hubId: "asc" } }),
    loadEdgeRows(ctx, { projectSlug: slug }),
    listAlerts(ctx, { project: slug, limit: shownAlerts }),
    loadSurfaces(ctx, { slug }),
  ]);
  return {
    project,
    hubs: hubs.map((hub) => ({
      hubId: hub.hubId,
      hubUrl: hub.hubUrl,
      version: hub.version,
      tools: hub.tools,
      capabilities: hub.capabilities,
      lastSeenAt: hub.lastSeenAt.toISOString(),
      healthStatus: hub.healthStatus,
      latencyMs: hub.latencyMs,
      degradedReasons: hub.degradedReasons,
      refusedRequests: refusedOf(hub),
    })),
    edges,
    alerts,
    clockSkewSeconds: stored?.clockSkewSeconds ?? null,
    endpoints: surface?.endpoints ?? [],
    manifest: surface?.manifest ?? null,
    drift: surface?.drift ?? [],
  };
}

type StoredRefusals = { refusedLastHour: number | null; refusedLastDay: number | null; refusedReason: string | null };

function refusedOf({ refusedLastHour, refusedLastDay, refusedReason }: StoredRefusals): RefusedRequests | null {
  if (refusedLastHour === null || refusedLastDay === null) return null;
  return { lastHour: refusedLastHour, lastDay: refusedLastDay, reason: refusedReason };
}
