import type { PoolClient } from "pg";
import type { KeyBudget } from "../metrics/keyBudget.ts";
import { type ProjectSample, recordSamples } from "../metrics/recordSamples.ts";
import type { ProjectCheck } from "./checkProject.ts";

/**
 * All endpoints of all projects in one statement. Where a manifest was read, endpoints it no longer names go. Answers
 * the projects of which somebody would see a difference; latency alone is none.
 */
const upsertEndpoints = `
with checked as (
  select * from jsonb_to_recordset($1::jsonb) as checked ("projectId" int, type text, url text, "latencyMs" float8,
    failure text, at timestamptz)
), gone as (
  delete from "SurfaceEndpoint" known where known."projectId" = any($2) and not exists (
    select from checked where checked."projectId" = known."projectId" and checked.type = known.type)
  returning "projectId"
), stored as (
  insert into "SurfaceEndpoint" as held
    ("projectId", type, url, "authKind", "lastVerifiedAt", reachable, "latencyMs", failures, "lastError")
  select "projectId", type, url, 'grant', at, failure is null, "latencyMs", (failure is not null)::int, failure
  from checked order by "projectId", type
  on conflict ("projectId", type) do update set
    url = excluded.url, "authKind" = excluded."authKind", "lastVerifiedAt" = excluded."lastVerifiedAt",
    reachable = excluded.reachable, "latencyMs" = excluded."latencyMs", "lastError" = excluded."lastError",
    failures = case when excluded.reachable then 0 else held.failures + 1 end
)
select "projectId" from gone
union
select checked."projectId" from checked left join "SurfaceEndpoint" before using ("projectId", type)
where before.reachable is null or (before.url, before."lastError") is distinct from (checked.url, checked.failure)`;

const upsertManifests = `
with read as (
  select * from jsonb_to_recordset($1::jsonb) as read ("projectId" int, manifest jsonb, at timestamptz)
), stored as (
  insert into "ProjectManifest" ("projectId", manifest, "readAt")
  select "projectId", manifest, at from read order by "projectId"
  on conflict ("projectId") do update set manifest = excluded.manifest, "readAt" = excluded."readAt"
)
select read."projectId" from read left join "ProjectManifest" before using ("projectId")
where before.manifest is distinct from read.manifest`;

type Changed = { projectId: number };

/** The history of latency: one key an endpoint, `endpoint.latencyMs.<type>`, in milliseconds. */
function toLatencySamples(checks: readonly ProjectCheck[]): ProjectSample[] {
  return checks.flatMap(({ projectId, checkedAt, endpoints }) =>
    endpoints.flatMap(({ type, latencyMs }) =>
      latencyMs === null
        ? []
        : [{ projectId, key: `endpoint.latencyMs.${type}`, value: latencyMs, observedAt: checkedAt.getTime() }],
    ),
  );
}

/**
 * Stores one round of checks with three statements, however many projects. The samples' partitions must exist.
 *
 * @returns the ids of the projects that look different now.
 */
export async function storeChecks(
  client: PoolClient,
  checks: readonly ProjectCheck[],
  { keys, windowSeconds }: { keys: KeyBudget; windowSeconds: number },
): Promise<number[]> {
  const endpoints = checks.flatMap(({ projectId, checkedAt, endpoints }) =>
    endpoints.map((check) => ({ projectId, ...check, at: checkedAt })),
  );
  const read = checks.filter(({ manifest }) => manifest !== null);
  const surfaces = await client.query<Changed>(upsertEndpoints, [
    JSON.stringify(endpoints),
    read.map(({ projectId }) => projectId),
  ]);
  const manifests = await client.query<Changed>(upsertManifests, [
    JSON.stringify(read.map(({ projectId, manifest, checkedAt }) => ({ projectId, manifest, at: checkedAt }))),
  ]);
  const samples = await keys.admit(client, toLatencySamples(checks));
  await recordSamples(client, samples, windowSeconds);
  return [...new Set([...surfaces.rows, ...manifests.rows].map(({ projectId }) => projectId))];
}
