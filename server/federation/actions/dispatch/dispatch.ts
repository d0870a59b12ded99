import type { FanoutAction } from "../../../../contracts/actions.ts";
import type { Mesh } from "../../../mesh/connect.ts";
import { sendSigned } from "../../../mesh/sendSigned.ts";
import type { FederationContext } from "../../context.ts";
import { type Changes, noChanges } from "../../live/changes.ts";
import { actions } from "../registry.ts";
import { composeEnvelope } from "./composeEnvelope.ts";

type Attempt = {
  id: string;
  runId: string;
  subject: string;
  attempts: number;
  slug: string;
  action: FanoutAction;
  expiresAt: Date;
};

const mostAtOnce = 1000;

/**
 * Takes what is due, whatever replica asks, and notes the attempt before it is made: a process that dies in between has
 * lost one attempt, and the next comes 2, 4, 8 ... 60 s later. A project that came online since its last attempt is due
 * at once; but never twice within a second, since the second is what tells a new signature from a replay.
 */
const take = `
with due as (
  select target.id from "ActionTarget" target
  join "ActionRun" run on run.id = target."runId"
  join "ProjectCatalog" project on project.id = target."projectId"
  where target.state in ('planned', 'sent') and run.state = 'running' and run."expiresAt" > $1
    and (target."nextAttemptAt" <= $1
      or (target."nextAttemptAt" is not null and project.status = 'online' and project."statusSince" > target."lastAttemptAt"
        and target."lastAttemptAt" <= $1::timestamptz - interval '1 second'))
  order by target."nextAttemptAt", target.id limit $2
  for update of target skip locked
)
update "ActionTarget" target set state = 'sent', attempts = target.attempts + 1, "lastAttemptAt" = $1,
  "nextAttemptAt" = $1::timestamptz + make_interval(secs => least(60, power(2, least(target.attempts + 1, 6)))),
  "updatedAt" = $1
from due, "ActionRun" run, "ProjectCatalog" project
where target.id = due.id and run.id = target."runId" and project.id = target."projectId"
returning target.id, target."runId", target.subject, target.attempts, project.slug, run.action, run."expiresAt"`;

/** What was allowed when the run was started, and is not any more: nothing is sent that nobody allows. */
const withdraw = `
with gone as (
  select target.id, case when project.origin = 'archived' then 'The project has been archived since the start.'
    else (permission.of ->> run.action) || ' has been taken out of its allowFanout in projects.yaml since the start.' end as reason
  from "ActionTarget" target
  join "ActionRun" run on run.id = target."runId"
  join "ProjectCatalog" project on project.id = target."projectId"
  cross join (select $2::jsonb as of) permission
  where target.state in ('planned', 'sent') and run.state = 'running'
    and (project.origin = 'archived' or not coalesce((permission.of ->> run.action) = any(project."allowFanout"), false))
  order by target.id for update of target skip locked
)
update "ActionTarget" target set state = 'refused', reason = gone.reason, "nextAttemptAt" = null, "updatedAt" = $1
from gone where target.id = gone.id returning target.id`;

const permissions = JSON.stringify(Object.fromEntries(actions.map(({ action, permission }) => [action, permission])));

/**
 * Sends every target that is due, signed now: the same id and body at each attempt, a fresh timestamp. Until a receipt
 * comes or the run expires. Sends nothing, and counts nothing, while the mesh is away.
 *
 * @returns the targets whose state or attempts changed.
 */
export async function dispatch(ctx: FederationContext, mesh: Mesh): Promise<Changes> {
  const changes = noChanges();
  const values = [ctx.clock.now(), permissions];
  const withdrawn = await ctx.db.pool.query<{ id: string }>({ name: "withdraw-targets", text: withdraw, values });
  changes.targets.push(...withdrawn.rows.map(({ id }) => id));
  for (;;) {
    if (!mesh.isConnected()) return changes;
    const now = ctx.clock.now();
    const { rows } = await ctx.db.pool.query<Attempt>({ name: "dispatch", text: take, values: [now, mostAtOnce] });
    for (const attempt of rows) {
      const { id, subject, slug } = attempt;
      const keys = ctx.keys.forActions(slug);
      sendSigned({ mesh, subject, id, body: composeEnvelope(attempt), keys, now });
      changes.targets.push(id);
    }
    if (rows.length > 0) ctx.log.debug("action.dispatched", { targets: rows.length });
    if (rows.length < mostAtOnce) return changes;
  }
}
