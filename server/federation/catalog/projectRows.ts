import type { Pool } from "pg";
import type { FanoutPermission, ProjectStatus } from "../../../contracts/names.ts";
import type { ProjectRow } from "../../../contracts/projects.ts";
import { completenessByProject } from "../completeness/livePublishers.ts";
import type { FederationContext } from "../context.ts";
import { readTogetherIn } from "../readTogether.ts";
import { riskColumns } from "../risk/facts.ts";
import { daysSince, type RiskFacts, scoreRisk } from "../risk/score.ts";

/**
 * Which projects to read. All that are not archived, unless `ids` or `slugs` names some: then these, archived or not.
 */
export type ProjectSelection = { ids?: readonly number[]; slugs?: readonly string[] };

type StoredProject = RiskFacts & {
  id: number;
  slug: string;
  name: string;
  origin: ProjectRow["origin"];
  status: ProjectStatus;
  statusReason: string;
  statusSince: Date;
  flapping: boolean;
  held: boolean;
  hubUrl: string;
  meshNs: string;
  version: string | null;
  domain: string | null;
  teams: string[] | null;
  tags: string[] | null;
  allowFanout: FanoutPermission[] | null;
  x: number;
  y: number;
  pinned: boolean;
  files: number | null;
  symbols: number | null;
  tasks: number | null;
  audits: number | null;
  latencyMs: number | null;
  openAlerts: number | null;
  lastSeq: number | null;
  missing: number | null;
};

/**
 * One statement, however many projects. The latency shown is the latest that any hub of the project told. `of` is a
 * condition on `projectId` in every table, so that a few projects cost what they are, and not what all of them do.
 */
const buildSelect = (chosen: string, of: string) => `
select project.id, project.slug, project.name, project.origin, project."statusReason", project."statusSince",
  project.flapping, project.held, project."hubUrl", project."meshNs", project.version, project.domain, project.teams,
  project.tags, project."allowFanout", project.x, project.y,
  project."homeX" is not null as pinned, ${riskColumns},
  summary.files::float8, summary.symbols::float8, summary.tasks::float8, summary.audits::float8,
  hub."latencyMs", alert.open::int as "openAlerts", cursor."lastSeq"::float8, cursor.missing::float8
from "ProjectCatalog" project
left join "ProjectSummary" summary on summary."projectId" = project.id
left join (
  select distinct on ("projectId") "projectId", "latencyMs" from "ProjectHub"
  where "healthAt" is not null and ${of} order by "projectId", "healthAt" desc, "hubId"
) hub on hub."projectId" = project.id
left join (
  select "projectId", count(*) as open from "EcosystemAlert"
  where status <> 'resolved' and not silenced and "projectId" is not null and ${of} group by "projectId"
) alert on alert."projectId" = project.id
left join (select * from (${completenessByProject}) counted where ${of}) cursor on cursor."projectId" = project.id
where ${chosen}
order by project.slug`;

const selectAll = buildSelect("project.origin <> 'archived'", "true");
const selectSome = buildSelect("project.id = any($1)", '"projectId" = any($1)');

function toRow(stored: StoredProject, ctx: Pick<FederationContext, "policy">, now: Date): ProjectRow {
  const { lastSeq, missing } = stored;
  return {
    slug: stored.slug,
    name: stored.name,
    origin: stored.origin,
    status: stored.status,
    statusReason: stored.statusReason,
    statusSince: stored.statusSince.toISOString(),
    flapping: stored.flapping,
    held: stored.held,
    lastSeenAt: stored.lastSeenAt?.toISOString() ?? null,
    hubUrl: stored.hubUrl,
    meshNs: stored.meshNs,
    version: stored.version,
    domain: stored.domain,
    teams: stored.teams ?? [],
    tags: stored.tags ?? [],
    allowFanout: stored.allowFanout ?? [],
    kpis: {
      files: stored.files,
      symbols: stored.symbols,
      tasks: stored.tasks,
      audits: stored.audits,
      auditsOk: stored.auditsOk,
      auditsWarn: stored.auditsWarn,
      auditsFail: stored.auditsFail,
      vulnsCritical: stored.vulnsCritical,
      vulnsHigh: stored.vulnsHigh,
      deployFreshnessDays: daysSince(stored.lastDeployedAt, now),
      healthLatencyMs: stored.latencyMs,
    },
    risk: scoreRisk(stored, ctx.policy.risk.weights, now),
    completeness: lastSeq === null || missing === null ? null : { lastSeq, missing },
    x: stored.x,
    y: stored.y,
    pinned: stored.pinned,
    openAlerts: stored.openAlerts ?? 0,
  };
}

/** Lists, the map and the gauges may all ask at once: of 5,000 projects each reading is megabytes. */
const loadAll = readTogetherIn(async (ctx: FederationContext) => {
  const now = ctx.clock.now();
  const { rows } = await ctx.db.pool.query<StoredProject>({ name: "all-project-rows", text: selectAll });
  return rows.map((project) => toRow(project, ctx, now));
});

async function readSome(pool: Pool, { ids, slugs }: ProjectSelection): Promise<StoredProject[]> {
  const named = slugs === undefined ? [] : await idsOf(pool, slugs);
  const values = [[...(ids ?? []), ...named]];
  return (await pool.query<StoredProject>({ name: "some-project-rows", text: selectSome, values })).rows;
}

async function idsOf(pool: Pool, slugs: readonly string[]): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>('select id from "ProjectCatalog" where slug = any($1)', [slugs]);
  return rows.map(({ id }) => id);
}

/**
 * Projects as everything outside sees them, by slug, with the status last judged and the risk as of now. All of them are
 * one answer for whoever asks at the same time, which nobody alters.
 */
export async function loadProjectRows(ctx: FederationContext, selection: ProjectSelection): Promise<ProjectRow[]> {
  if (selection.ids === undefined && selection.slugs === undefined) return await loadAll(ctx);
  const now = ctx.clock.now();
  const stored = await readSome(ctx.db.pool, selection);
  return stored.map((project) => toRow(project, ctx, now));
}
