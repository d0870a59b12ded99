import type { ProjectRow } from "../../../contracts/projects.ts";
import type { FederationContext } from "../context.ts";
import { keysOfThePast, type PastProject, toPastRow } from "./toPastRow.ts";

/**
 * One statement: of each project the last change of its history before `$1`, the newest sample of each key by then, and
 * the summaries of now, which hold for `$1` where they are older than it.
 */
const select = `
select project.slug, project.name, project."hubUrl", project."meshNs", project.domain, project.teams, project.tags,
  project."allowFanout", project.x, project.y, project."homeX" is not null as pinned, project."lastSeenAt",
  past.at as "statusSince", past.status, past.reason as "statusReason", past.flapping, past.held, past.origin,
  coalesce(metrics.samples, '{}') as samples, alert.open::int as "openAlerts",
  summary."graphAt", summary.files::float8, summary.symbols::float8, summary.tasks::float8, summary.audits::float8,
  summary."auditAt", summary."auditsOk"::float8, summary."auditsWarn"::float8, summary."auditsFail"::float8,
  summary."securityAt", summary."vulnsCritical"::float8, summary."vulnsHigh"::float8,
  summary."deployAt", summary."lastDeployedAt"
from "ProjectCatalog" project
cross join lateral (
  select * from "StatusHistory" where "projectId" = project.id and at <= $1 order by at desc limit 1
) past
left join "ProjectSummary" summary on summary."projectId" = project.id
left join lateral (
  select jsonb_object_agg(sample.key, jsonb_build_object(
    'value', sample."valueNumber", 'at', extract(epoch from sample."observedAt") * 1000)) as samples
  from unnest($2::text[]) as wanted (key)
  cross join lateral (
    select * from "ProjectMetric"
    where "projectId" = project.id and key = wanted.key and "windowStart" <= $1 and "observedAt" <= $1
    order by "windowStart" desc limit 1
  ) sample
) metrics on true
left join lateral (
  select count(*) as open from "EcosystemAlert" raised
  where "projectId" = project.id and "createdAt" <= $1 and ("resolvedAt" is null or "resolvedAt" > $1)
    and not exists (
      select from "AlertSilence" silence
      where silence."createdAt" <= $1 and least(silence."endsAt", silence."endedAt") > $1
        and coalesce(silence."projectId", project.id) = project.id
        and coalesce(silence.rule, raised.rule) = raised.rule
        and coalesce(silence.severity, raised.severity) = raised.severity
    )
) alert on true
where past.origin <> 'archived'
order by project.slug`;

/**
 * Projects as they were at `at`, by slug: who was there, their status, KPIs, risk and open alerts without the silenced.
 * What has no history (name, tags, address, place on the map) is as it is now. Samples older than the policy's
 * `rawDays` are gone: then a number is unknown, unless it has not changed since.
 */
export async function loadProjectRowsAt(ctx: FederationContext, at: Date): Promise<ProjectRow[]> {
  const { rows } = await ctx.db.pool.query<PastProject>({
    name: "project-rows-at",
    text: select,
    values: [at, keysOfThePast],
  });
  return rows.map((project) => toPastRow(project, ctx.policy.risk.weights, at));
}
