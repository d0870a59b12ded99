import { capabilityManifest } from "../../../contracts/capabilities.ts";
import { endpointFailure, type ProjectVerification } from "../../../contracts/surface.ts";
import type { FederationContext } from "../context.ts";
import { findDrift } from "./drift.ts";

type Hub = { hubUrl: string; version: string; tools: string[]; capabilities: string[]; lastSeenAt: Date };

/** What the hub at the declared address announced, else what the one last heard did. Without presence, nothing. */
function announcedBy(hubs: readonly Hub[], hubUrl: string): Hub | null {
  const spoke = hubs
    .filter(({ version }) => version !== "")
    .sort((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime());
  const same = (url: string) => url.replace(/\/+$/, "") === hubUrl.replace(/\/+$/, "");
  return spoke.find((hub) => same(hub.hubUrl)) ?? spoke[0] ?? null;
}

/**
 * The surfaces of one project, or of all declared ones, by slug: endpoints as last verified, and where manifest,
 * presence and projects.yaml differ now. The same number of queries for any number of projects.
 */
export async function loadSurfaces(
  ctx: FederationContext,
  which: { slug: string } | { origin: "declared" },
): Promise<ProjectVerification[]> {
  const projects = await ctx.db.prisma.projectCatalog.findMany({
    where: which,
    orderBy: { slug: "asc" },
    include: { endpoints: { orderBy: { type: "asc" } }, hubs: true, manifest: true },
  });
  return projects.map((project) => {
    const { slug, name, hubUrl, allowFanout } = project;
    const manifest = capabilityManifest.safeParse(project.manifest?.manifest).data;
    const announced = announcedBy(project.hubs, hubUrl);
    return {
      slug,
      name,
      endpoints: project.endpoints.flatMap(
        ({ type, url, reachable, latencyMs, failures, lastVerifiedAt, lastError }) =>
          lastVerifiedAt === null
            ? []
            : {
                ...{ type, url, latencyMs, failures },
                reachable: reachable === true,
                lastVerifiedAt: lastVerifiedAt.toISOString(),
                lastError: endpointFailure.safeParse(lastError).data ?? null,
              },
      ),
      manifest:
        manifest === undefined || project.manifest === null
          ? null
          : {
              ...{ version: manifest.version, tools: manifest.tools, events: manifest.events },
              allowFanout: manifest.allowFanout ?? null,
              readAt: project.manifest.readAt.toISOString(),
            },
      drift: manifest === undefined ? [] : findDrift({ slug, name, hubUrl, allowFanout, announced, manifest }),
    };
  });
}
