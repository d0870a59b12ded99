import type { Pool } from "pg";
import { auditKind } from "../../../contracts/instance.ts";

type Counted = { count: number };

/** How many there are of everything but the projects, and when each was last done. `at` is in seconds since 1970. */
export type FederationCounts = {
  alerts: ({ rule: string; severity: string; status: string; silenced: boolean } & Counted)[];
  runs: ({ action: string; state: string } & Counted)[];
  targets: ({ state: string } & Counted)[];
  sweeps: { action: string; at: number }[];
  deliveries: ({ state: string } & Counted)[];
  endpoints: ({ state: string } & Counted)[];
  lastVerifiedAt: number | null;
  audits: { project: string; kind: string; at: number }[];
  quarantined: number;
  databaseBytes: number;
  blind: boolean;
};

const list = (select: string) => `(select coalesce(json_agg(row), '[]') from (${select}) row)`;

/** One statement; `$1` is since when runs count, `$2` the kinds of audits that are told apart. */
const selectCounts = `
select
  ${list(`select rule, severity, status, silenced, count(*)::int as count
    from "EcosystemAlert" where status <> 'resolved' group by 1, 2, 3, 4`)} as alerts,
  ${list(`select action, state, count(*)::int as count from "ActionRun" where "startedAt" >= $1 group by 1, 2`)} as runs,
  ${list(`select target.state, count(*)::int as count from "ActionTarget" target
    join "ActionRun" run on run.id = target."runId" where run."startedAt" >= $1 group by 1`)} as targets,
  ${list(`select action, extract(epoch from max("finishedAt"))::float8 as at
    from "ActionRun" where "finishedAt" is not null group by 1`)} as sweeps,
  ${list(`select state, count(*)::int as count from "NotificationDelivery" where state <> 'delivered' group by 1`)}
    as deliveries,
  ${list(`select case when reachable then 'reachable' when not reachable then 'unreachable' else 'unverified' end as state,
    count(*)::int as count from "SurfaceEndpoint" endpoint
    join "ProjectCatalog" project on project.id = endpoint."projectId" and project.origin <> 'archived' group by 1`)}
    as endpoints,
  (select extract(epoch from max("lastVerifiedAt"))::float8 from "SurfaceEndpoint") as "lastVerifiedAt",
  ${list(`select project.slug as project, audit.kind, extract(epoch from max(audit."finishedAt"))::float8 as at
    from "ProjectAudit" audit join "ProjectCatalog" project on project.id = audit."projectId"
    where audit.kind = any($2) and project.origin <> 'archived' group by 1, 2`)} as audits,
  (select count(*)::int from "QuarantinedEvent") as quarantined,
  pg_database_size(current_database())::float8 as "databaseBytes",
  exists (select from "FederationState" where "blindSince" is not null) as blind`;

const runsHours = 24;

/** Counts everything but the projects, for `now`. @throws when the database does not answer. */
export async function readCounts(pool: Pool, now: Date): Promise<FederationCounts> {
  const since = new Date(now.getTime() - runsHours * 3_600_000);
  const values = [since, auditKind.options];
  const { rows } = await pool.query<FederationCounts>({ name: "telemetry-counts", text: selectCounts, values });
  const [counts] = rows;
  if (counts === undefined) throw new Error("The database answered without a row.");
  return counts;
}
