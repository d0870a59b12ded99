import type { PoolClient } from "pg";
import { numberArray, textArray } from "../../arrayLiteral.ts";
import type { Pulse } from "./toPulses.ts";

/**
 * What a pulse does not say stays as it was; a hub whose presence never came has its project's address. The project is
 * locked, so what is read here is what is there.
 */
const upsertHubs = `
insert into "ProjectHub" ("projectId", "hubId", "hubUrl", version, tools, capabilities, "lastSeenAt",
  "healthStatus", "latencyMs", "degradedReasons", "healthAt", "refusedLastHour", "refusedLastDay", "refusedReason",
  "clockSkewSeconds")
select pulse."projectId", pulse."hubId",
  coalesce(pulse."hubUrl", known."hubUrl", project."hubUrl"),
  coalesce(pulse.version, known.version, ''),
  case when pulse.tools is null then coalesce(known.tools, '{}')
    else array(select jsonb_array_elements_text(pulse.tools::jsonb)) end,
  case when pulse.capabilities is null then coalesce(known.capabilities, '{}')
    else array(select jsonb_array_elements_text(pulse.capabilities::jsonb)) end,
  greatest(to_timestamp(pulse."lastSeenAt" / 1000), known."lastSeenAt"),
  case when pulse."healthAt" is null then known."healthStatus" else pulse.health end,
  case when pulse."healthAt" is null then known."latencyMs" else pulse.latency end,
  case when pulse."healthAt" is null then coalesce(known."degradedReasons", '{}')
    else array(select jsonb_array_elements_text(pulse.reasons::jsonb)) end,
  coalesce(to_timestamp(pulse."healthAt" / 1000), known."healthAt"),
  case when pulse."healthAt" is null then known."refusedLastHour" else (pulse.refused::jsonb ->> 'lastHour')::int end,
  case when pulse."healthAt" is null then known."refusedLastDay" else (pulse.refused::jsonb ->> 'lastDay')::int end,
  case when pulse."healthAt" is null then known."refusedReason" else pulse.refused::jsonb ->> 'reason' end,
  case when pulse.skew is null then known."clockSkewSeconds" else nullif(pulse.skew, 0) end
from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[],
  $8::text[], $9::float8[], $10::text[], $11::float8[], $12::text[], $13::float8[])
  as pulse ("projectId", "hubId", "hubUrl", version, tools, capabilities, "lastSeenAt", health, latency, reasons, "healthAt",
    refused, skew)
join "ProjectCatalog" project on project.id = pulse."projectId"
left join "ProjectHub" known on known."projectId" = pulse."projectId" and known."hubId" = pulse."hubId"
on conflict ("projectId", "hubId") do update set
  "hubUrl" = excluded."hubUrl", version = excluded.version, tools = excluded.tools, capabilities = excluded.capabilities,
  "lastSeenAt" = excluded."lastSeenAt", "healthStatus" = excluded."healthStatus", "latencyMs" = excluded."latencyMs",
  "degradedReasons" = excluded."degradedReasons", "healthAt" = excluded."healthAt",
  "refusedLastHour" = excluded."refusedLastHour", "refusedLastDay" = excluded."refusedLastDay",
  "refusedReason" = excluded."refusedReason", "clockSkewSeconds" = excluded."clockSkewSeconds"`;

/** A hub that has not been heard for so long no longer says what its project's clock is like. */
const skewCountsMinutes = 5;

/**
 * A project's clock is as wrong as the worst of its hubs'. The address of a declared project is what projects.yaml
 * says; only a discovered one may move by itself.
 */
const updateProjects = `
update "ProjectCatalog" project set
  "lastSeenAt" = greatest(project."lastSeenAt", to_timestamp(pulse."lastSeenAt" / 1000)),
  version = coalesce(pulse.version, project.version),
  "clockSkewSeconds" = (
    select hub."clockSkewSeconds" from "ProjectHub" hub
    where hub."projectId" = project.id and hub."clockSkewSeconds" is not null
      and hub."lastSeenAt" >= to_timestamp(pulse."lastSeenAt" / 1000) - make_interval(mins => ${skewCountsMinutes})
    order by abs(hub."clockSkewSeconds") desc, hub."hubId" limit 1
  ),
  "hubUrl" = case when project.origin = 'discovered' then coalesce(pulse."hubUrl", project."hubUrl") else project."hubUrl" end
from (
  select "projectId", max("lastSeenAt") as "lastSeenAt",
    (array_agg(version order by "lastSeenAt" desc, "hubId") filter (where version is not null))[1] as version,
    (array_agg("hubUrl" order by "lastSeenAt" desc, "hubId") filter (where "hubUrl" is not null))[1] as "hubUrl"
  from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::float8[])
    as heard ("projectId", "hubId", "hubUrl", version, "lastSeenAt")
  group by "projectId"
) pulse
where project.id = pulse."projectId"`;

/** Stores what hubs told of themselves: one statement for the hubs, one that locks and one that updates their projects. */
export async function storePulses(client: PoolClient, pulses: readonly Pulse[]): Promise<void> {
  const numbers = (of: (pulse: Pulse) => number | null | undefined) =>
    numberArray(pulses.map((pulse) => of(pulse) ?? null));
  const texts = (of: (pulse: Pulse) => string | null | undefined) =>
    textArray(pulses.map((pulse) => of(pulse) ?? null));
  const jsons = (of: (pulse: Pulse) => unknown) =>
    texts((pulse) => {
      const value = of(pulse);
      return value === undefined ? null : JSON.stringify(value);
    });
  const projectIds = numbers((pulse) => pulse.projectId);
  const hubIds = texts((pulse) => pulse.hubId);
  const urls = texts((pulse) => pulse.presence?.hubUrl);
  const versions = texts((pulse) => pulse.presence?.version);
  const seen = numbers((pulse) => pulse.lastSeenAt);
  await client.query({
    name: "lock-projects",
    text: 'select from "ProjectCatalog" where id = any($1) order by id for no key update',
    values: [projectIds],
  });
  await client.query({
    name: "upsert-hubs",
    text: upsertHubs,
    values: [
      projectIds,
      hubIds,
      urls,
      versions,
      jsons((pulse) => pulse.presence?.tools),
      jsons((pulse) => pulse.presence?.capabilities),
      seen,
      texts((pulse) => pulse.health?.status),
      numbers((pulse) => pulse.health?.latencyMs),
      jsons((pulse) => pulse.health?.degradedReasons),
      numbers((pulse) => pulse.health?.at),
      jsons((pulse) => pulse.health?.refusedRequests),
      numbers((pulse) => pulse.skewSeconds),
    ],
  });
  await client.query({
    name: "update-projects",
    text: updateProjects,
    values: [projectIds, hubIds, urls, versions, seen],
  });
}
