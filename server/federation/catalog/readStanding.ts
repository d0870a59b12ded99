import type { PoolClient } from "pg";
import { z } from "zod";
import { projectStatus } from "../../../contracts/names.ts";
import type { Thresholds } from "./status.ts";

/** JSON has no moments: the aggregated hubs carry milliseconds. */
const moment = z.number().transform((ms) => new Date(ms));

const standing = z.object({
  id: z.number(),
  status: projectStatus,
  statusReason: z.string(),
  held: z.boolean(),
  lastSeenAt: z.date().nullable(),
  judgedStatus: projectStatus.nullable(),
  statusChanges: z.array(z.date()).nullable(),
  flappingSince: z.date().nullable(),
  steadyBeats: z.number(),
  lastBeatAt: z.date().nullable(),
  livenessJson: z
    .object({ degradedAfterSeconds: z.number().optional(), offlineAfterSeconds: z.number().optional() })
    .nullable(),
  hubs: z.array(
    z.object({
      hubId: z.string(),
      lastSeenAt: moment,
      healthStatus: z.string().nullable(),
      degradedReasons: z
        .array(z.string())
        .nullable()
        .transform((reasons) => reasons ?? []),
      healthAt: moment.nullable(),
    }),
  ),
});

/** A project as it stands, with all that its next status depends on. */
export type Standing = z.infer<typeof standing>;

/** Projects long offline are left out: no threshold is above a day, so only a pulse can change them. */
const select = `
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
where ($1::int[] is null or project.id = any($1))
  and project.origin <> 'archived'
  and not ($1::int[] is null and project.status = 'offline' and not project.held
    and coalesce(project."lastSeenAt", '-infinity') < $2::timestamptz - interval '1 day')
group by project.id`;

/** The given projects, or all whose status time alone can change, in one query. */
export async function readStanding(
  client: PoolClient,
  { ids, now }: { ids: readonly number[] | null; now: Date },
): Promise<Standing[]> {
  const { rows } = await client.query({ name: "read-standing", text: select, values: [ids, now] });
  return z.array(standing).parse(rows);
}

/** A project's own thresholds, where it has some, in place of the policy's; in seconds. */
export function thresholdsOf({ livenessJson }: Pick<Standing, "livenessJson">, policy: Thresholds): Thresholds {
  return {
    degradedAfterSeconds: livenessJson?.degradedAfterSeconds ?? policy.degradedAfterSeconds,
    offlineAfterSeconds: livenessJson?.offlineAfterSeconds ?? policy.offlineAfterSeconds,
  };
}
