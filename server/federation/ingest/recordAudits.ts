import type { PoolClient } from "pg";
import type { OwnedEvent } from "../identity/identify.ts";

/** Which of two ends of one run stands, whatever the order they come in: the later, then whatever is greater. */
const order = (run: string) =>
  [
    `${run}."finishedAt"`,
    `${run}.status collate "C"`,
    `${run}.kind collate "C"`,
    `${run}.counts::jsonb::text collate "C"`,
    `coalesce(${run}."actionId", '') collate "C"`,
    `${run}."startedAt"`,
  ] as const;

const upsert = `
insert into "ProjectAudit" as held ("projectId", "auditId", kind, status, counts, "actionId", "startedAt", "finishedAt")
select distinct on ("projectId", "auditId")
  "projectId", "auditId", kind, status, counts::jsonb, "actionId",
  to_timestamp("startedAt" / 1000), to_timestamp("finishedAt" / 1000)
from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::float8[])
  as run ("projectId", "auditId", kind, status, counts, "actionId", "startedAt", "finishedAt")
order by "projectId", "auditId", ${order("run")
  .map((by) => `${by} desc`)
  .join(", ")}
on conflict ("projectId", "auditId") do update set
  kind = excluded.kind, status = excluded.status, counts = excluded.counts, "actionId" = excluded."actionId",
  "startedAt" = excluded."startedAt", "finishedAt" = excluded."finishedAt"
where (${order("excluded").join(", ")}) > (${order("held").join(", ")})`;

/** Stores how audits at the instances ended, one row a run, in one statement. */
export async function recordAudits(client: PoolClient, events: readonly OwnedEvent[]): Promise<void> {
  const runs = events.flatMap(({ event, project }) =>
    event.kind === "audit.result" ? [{ ...event.payload, kind: event.rest ?? "", projectId: project.id }] : [],
  );
  if (runs.length === 0) return;
  await client.query({
    name: "record-audits",
    text: upsert,
    values: [
      runs.map((run) => run.projectId),
      runs.map((run) => run.auditId),
      runs.map((run) => run.kind),
      runs.map((run) => run.status),
      runs.map((run) => JSON.stringify(run.counts)),
      runs.map((run) => run.actionId ?? null),
      runs.map((run) => run.startedAt.getTime()),
      runs.map((run) => run.finishedAt.getTime()),
    ],
  });
}
