import type { PoolClient } from "pg";
import type { ProjectStatus } from "../../../contracts/names.ts";
import { numberArray } from "../arrayLiteral.ts";
import { lateShare } from "./blindness.ts";
import type { HubPulse, Thresholds } from "./status.ts";

/** A project as it stands, with all that its next status depends on. */
export type LivenessState = {
  id: number;
  status: ProjectStatus;
  statusReason: string;
  held: boolean;
  lastSeenAt: Date | null;
  judgedStatus: ProjectStatus | null;
  statusChanges: Date[] | null;
  flappingSince: Date | null;
  steadyBeats: number;
  lastBeatAt: Date | null;
  livenessJson: Partial<Thresholds> | null;
  hubs: HubPulse[];
};

/** JSON has no moments: the aggregated hubs carry milliseconds. */
type StoredHub = Pick<HubPulse, "hubId" | "healthStatus"> & {
  lastSeenAt: number;
  degradedReasons: string[] | null;
  healthAt: number | null;
};
type StoredState = Omit<LivenessState, "hubs"> & { hubs: StoredHub[] };

const toHub = ({ hubId, healthStatus, lastSeenAt, degradedReasons, healthAt }: StoredHub): HubPulse => ({
  ...{ hubId, healthStatus, lastSeenAt: new Date(lastSeenAt), degradedReasons: degradedReasons ?? [] },
  healthAt: healthAt === null ? null : new Date(healthAt),
});

const buildSelect = (which: string) => `
select project.id, project.status, project."statusReason", project.held, project."lastSeenAt", project."livenessJson",
  project."judgedStatus", project."statusChanges", project."flappingSince", project."steadyBeats", project."lastBeatAt",
  coalesce(jsonb_agg(jsonb_build_object(
    'hubId', hub."hubId",
    'lastSeenAt', extract(epoch from hub."lastSeenAt") * 1000,
    'healthStatus', hub."healthStatus",
    'degradedReasons', hub."degradedReasons",
    'healthAt', extract(epoch from hub."healthAt") * 1000
  )) filter (where hub."hubId" is not null), '[]') as hubs
from "ProjectCatalog" project
left join "ProjectHub" hub on hub."projectId" = project.id
where project.origin <> 'archived' and ${which}
group by project.id`;

const selectSome = buildSelect("project.id = any($1)");

const seconds = (name: keyof Thresholds, fallback: string) =>
  `make_interval(secs => coalesce((project."livenessJson" ->> '${name}')::float8, ${fallback}))`;

/**
 * Left out are projects long offline, since no threshold is above a day, and those online of which a hub that is well
 * was heard in time. With `$1` now, `$2` and `$3` the policy's seconds until degraded and until offline.
 */
const selectRestless = buildSelect(`
  not (project.status = 'offline' and not project.held
    and coalesce(project."lastSeenAt", '-infinity') < $1::timestamptz - interval '1 day')
  and not (project.status = 'online' and project."judgedStatus" = 'online'
    and not project.held and project."flappingSince" is null
    and exists (
      select from "ProjectHub" heard where heard."projectId" = project.id
        and heard."lastSeenAt" >= $1::timestamptz - least(
          ${lateShare} * ${seconds("degradedAfterSeconds", "$2")}, ${seconds("offlineAfterSeconds", "$3")})
        and (coalesce(heard."healthStatus", '') not in ('degraded', 'offline') or heard."healthAt" is null
          or heard."healthAt" < $1::timestamptz - ${seconds("offlineAfterSeconds", "$3")})
    ))`);

const toState = (stored: StoredState): LivenessState => ({ ...stored, hubs: stored.hubs.map(toHub) });

/** The given projects, in one query. */
export async function readStates(client: PoolClient, ids: readonly number[]): Promise<LivenessState[]> {
  const values = [numberArray(ids)];
  const { rows } = await client.query<StoredState>({ name: "liveness-states", text: selectSome, values });
  return rows.map(toState);
}

/**
 * The projects whose status time alone may change, and all that are late, in one query. Of a federation that is well
 * that is nobody: this is asked every second, however many projects there are.
 */
export async function readRestless(client: PoolClient, liveness: Thresholds, now: Date): Promise<LivenessState[]> {
  const { rows } = await client.query<StoredState>({
    name: "read-restless",
    text: selectRestless,
    values: [now, liveness.degradedAfterSeconds, liveness.offlineAfterSeconds],
  });
  return rows.map(toState);
}

/** How many projects are not offline. */
export async function countAlive(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ count: number }>({
    name: "count-alive",
    text: `select count(*)::int as count from "ProjectCatalog"
      where origin <> 'archived' and status <> 'offline' and "lastSeenAt" is not null`,
  });
  return rows[0]?.count ?? 0;
}

/** A project's own thresholds, where it has some, in place of the policy's; in seconds. */
export function thresholdsOf({ livenessJson }: Pick<LivenessState, "livenessJson">, policy: Thresholds): Thresholds {
  return {
    degradedAfterSeconds: livenessJson?.degradedAfterSeconds ?? policy.degradedAfterSeconds,
    offlineAfterSeconds: livenessJson?.offlineAfterSeconds ?? policy.offlineAfterSeconds,
  };
}
