import type { Pool } from "pg";
import { capabilityManifest } from "../../../contracts/capabilities.ts";
import type { ProjectNetwork } from "../../../contracts/config.ts";
import { inTransaction } from "../../platform/transaction.ts";
import type { FederationContext } from "../context.ts";
import { type Changes, noChanges } from "../live/changes.ts";
import type { KeyBudget } from "../metrics/keyBudget.ts";
import type { Partitions } from "../metrics/partitions.ts";
import type { CheckTools } from "./checkEndpoint.ts";
import { checkProject, type ProjectToCheck } from "./checkProject.ts";
import { storeChecks } from "./storeChecks.ts";

/** What a round needs besides the context. */
export type VerifierTools = Omit<CheckTools, "clock" | "grantKey"> & { partitions: Partitions; keys: KeyBudget };

/**
 * Declared projects only: a discovered one names its own address. With `$1`, only those whose turn it is: not verified
 * since then, or at another address, or not reached when last tried and heard of again since.
 */
const selectProjects = `
select project.id, project.slug, project."hubUrl", project.network, manifest.manifest
from "ProjectCatalog" project
left join "ProjectManifest" manifest on manifest."projectId" = project.id
left join "SurfaceEndpoint" last on last."projectId" = project.id and last.type = 'capabilities'
where project.origin = 'declared' and ($1::timestamptz is null or last."lastVerifiedAt" is null
  or last."lastVerifiedAt" <= $1 or not starts_with(last.url, rtrim(project."hubUrl", '/'))
  or (not last.reachable and project.status <> 'offline' and project."statusSince" > last."lastVerifiedAt"))
order by project.slug`;

type Stored = { id: number; slug: string; hubUrl: string; network: ProjectNetwork | null; manifest: unknown };

async function projectsToCheck(pool: Pool, notSince: Date | null): Promise<ProjectToCheck[]> {
  const { rows } = await pool.query<Stored>(selectProjects, [notSince]);
  return rows.map(({ manifest, ...project }) => ({
    ...project,
    known: capabilityManifest.safeParse(manifest).data ?? null,
  }));
}

/** So many projects are verified and stored together: thousands of dead hubs hold up what is known of no other. */
const atOnce = 200;

/**
 * Verifies what declared projects offer, and stores it: manifests, endpoints, and the history of their latency.
 *
 * @param notSince only projects not verified since then; null for all.
 * @returns the projects that look different now.
 */
export async function verifyEndpoints(
  ctx: FederationContext,
  tools: VerifierTools,
  { notSince }: { notSince: Date | null },
): Promise<Changes> {
  const projects = await projectsToCheck(ctx.db.pool, notSince);
  const changes = noChanges();
  for (let from = 0; from < projects.length; from += atOnce) {
    changes.projects.push(...(await verifySome(ctx, tools, projects.slice(from, from + atOnce))));
  }
  return changes;
}

/** @returns the ids of the projects that look different now. */
async function verifySome(
  ctx: FederationContext,
  tools: VerifierTools,
  projects: readonly ProjectToCheck[],
): Promise<number[]> {
  const checkTools = { ...tools, clock: ctx.clock, grantKey: ctx.keys.forGrants };
  const checks = await Promise.all(projects.map((project) => checkProject(project, checkTools)));
  await tools.partitions.ensure(checks.map(({ checkedAt }) => checkedAt.getTime()));
  const { windowSeconds } = ctx.policy.metrics;
  const changed = await inTransaction(ctx.db.pool, (client) =>
    storeChecks(client, checks, { keys: tools.keys, windowSeconds }),
  );
  const endpoints = checks.flatMap((check) => check.endpoints);
  for (const { latencyMs, failure } of endpoints) {
    ctx.meters.checks.add(1, { result: failure ?? "reachable" });
    if (latencyMs !== null) ctx.meters.checkDuration.record(latencyMs / 1000);
  }
  ctx.log.info("verifier.round", {
    projects: checks.length,
    endpoints: endpoints.length,
    unreachable: endpoints.filter(({ failure }) => failure !== null).length,
  });
  return changed;
}
