import type { PoolClient } from "pg";
import { z } from "zod";
import type { Policy } from "../../../contracts/config.ts";
import { projectStatus } from "../../../contracts/names.ts";
import { type ProjectSample, recordSamples } from "../metrics/recordSamples.ts";
import { lockRiskFacts } from "../risk/facts.ts";
import { toRiskSamples } from "../risk/toRiskSamples.ts";
import { judgeStatus, type Thresholds } from "./status.ts";

/** JSON has no moments: the aggregated hubs carry milliseconds. */
const moment = z.number().transform((ms) => new Date(ms));

const judgedRow = z.object({
  id: z.number(),
  status: projectStatus,
  statusReason: z.string(),
  held: z.boolean(),
  lastSeenAt: z.date().nullable(),
  livenessJson: z
    .object({ degradedAfterSeconds: z.number().optional(), offlineAfterSeconds: z.number().optional() })
    .nullable(),
  hubs: z.array(
    z.object({
      hubId: z.string(),
      lastSeenAt: moment,
      healthStatus: z.string().nullable(),
      degradedReasons: z.array(z.string()).nullable(),
      healthAt: moment.nullable(),
    }),
  ),
});
type JudgedRow = z.infer<typeof judgedRow>;

/** Projects long offline are left out: no threshold is above a day, so only a pulse can change them. */
const select = `
select project.id, project.status, project."statusReason", project.held, project."lastSeenAt", project."livenessJson",
  coalesce(jsonb_agg(jsonb_build_object(
    'hubId', hub."hubId",
    'lastSeenAt', extract(epoch from hub."lastSeenAt") * 1000,
    'healthStatus', hub."healthStatus",
    'degradedReasons', hub."degradedReasons",
    'healthAt', extract(epoch from hub."healthAt") * 1000
  )) filter (where hub."hubId" is not null), '[]') as hubs
from "ProjectCatalog" project
left join "ProjectHub" hub on hub."projectId" = project.id
where ($1::int[] is null or project.id = any($1))
  and project.origin <> 'archived'
  and not ($1::int[] is null and project.status = 'offline' and not project.held
    and coalesce(project."lastSeenAt", '-infinity') < $2::timestamptz - interval '1 day')
group by project.id`;

/** A project that was heard since it was read is left alone: the next look will see it. */
const update = `
update "ProjectCatalog" project set
  status = fresh.status, "statusReason" = fresh.reason, held = false,
  "statusSince" = case when project.status = fresh.status then project."statusSince" else $5 end
from unnest($1::int[], $2::text[], $3::text[], $4::float8[]) as fresh (id, status, reason, "lastSeenAt")
where project.id = fresh.id
  and project."lastSeenAt" is not distinct from to_timestamp(fresh."lastSeenAt" / 1000)
returning project.id`;

function thresholdsOf(row: JudgedRow, policy: Thresholds): Thresholds {
  return {
    degradedAfterSeconds: row.livenessJson?.degradedAfterSeconds ?? policy.degradedAfterSeconds,
    offlineAfterSeconds: row.livenessJson?.offlineAfterSeconds ?? policy.offlineAfterSeconds,
  };
}

/**
 * Judges the given projects, or all, at `now`, and stores what changed: one query, and where something changed one
 * lock (every writer locks projects in the same order) and one update. Every change of status leaves a `status` sample and the risk that follows from it, in the same
 * transaction. The partition of `now` must exist.
 *
 * @returns the projects that changed.
 */
export async function judgeProjects(
  client: PoolClient,
  { ids, policy, now }: { ids: readonly number[] | null; policy: Policy; now: Date },
): Promise<number[]> {
  const read = await client.query({ name: "judge-projects", text: select, values: [ids, now] });
  const changes = z
    .array(judgedRow)
    .parse(read.rows)
    .flatMap((row) => {
      const hubs = row.hubs.map((hub) => ({ ...hub, degradedReasons: hub.degradedReasons ?? [] }));
      const verdict = judgeStatus({ hubs, thresholds: thresholdsOf(row, policy.liveness), now });
      const same = verdict.status === row.status && verdict.reason === row.statusReason && !row.held;
      return same ? [] : [{ row, verdict }];
    });
  if (changes.length === 0) return [];
  await client.query({
    name: "lock-projects",
    text: 'select from "ProjectCatalog" where id = any($1) order by id for no key update',
    values: [changes.map(({ row }) => row.id)],
  });
  const updated = await client.query<{ id: number }>({
    name: "update-statuses",
    text: update,
    values: [
      changes.map(({ row }) => row.id),
      changes.map(({ verdict }) => verdict.status),
      changes.map(({ verdict }) => verdict.reason),
      changes.map(({ row }) => row.lastSeenAt?.getTime() ?? null),
      now,
    ],
  });
  const changed = new Set(updated.rows.map(({ id }) => id));
  const transitions = changes.filter(({ row, verdict }) => changed.has(row.id) && verdict.status !== row.status);
  const facts = await lockRiskFacts(
    client,
    transitions.map(({ row }) => row.id),
  );
  const samples: ProjectSample[] = [
    ...transitions.map(({ row, verdict }) => ({
      projectId: row.id,
      key: "status",
      value: verdict.status,
      observedAt: now.getTime(),
    })),
    ...facts.flatMap((fact) => toRiskSamples(fact, policy.risk.weights, now)),
  ];
  await recordSamples(client, samples, policy.metrics.windowSeconds);
  return [...changed];
}
