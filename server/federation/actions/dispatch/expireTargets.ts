import type { FederationContext } from "../../context.ts";
import { type Changes, noChanges } from "../../live/changes.ts";

/** A receipt that was sent in time may still be on its way. */
const receiptGraceSeconds = 30;
/** How long an instance that accepted may take to say how it ended. A hub that comes back says so by itself. */
const resultGraceSeconds = 3600;

const expire = `
with late as (
  select target.id from "ActionTarget" target join "ActionRun" run on run.id = target."runId"
  where run.state = 'running'
    and ((target.state in ('planned', 'sent') and run."expiresAt" <= $1::timestamptz - make_interval(secs => $2))
      or (target.state in ('accepted', 'started') and run."expiresAt" <= $1::timestamptz - make_interval(secs => $3)))
  order by target.id for update of target
)
update "ActionTarget" target set "nextAttemptAt" = null, "updatedAt" = $1, state = 'expired', reason = case
  when target.state = 'planned' then 'It was never sent.'
  when target.state = 'sent' then 'No answer to ' || target.attempts || ' attempts; the project was ' || project.status
    || ' when they ended.'
  else 'It was accepted, but how it ended was never told.' end
from late, "ProjectCatalog" project
where target.id = late.id and project.id = target."projectId" and target.state in ('planned', 'sent', 'accepted', 'started')
returning target.id`;

/** Ends what was not answered in time, each with the reason. */
export async function expireTargets(ctx: FederationContext): Promise<Changes> {
  const { rows } = await ctx.db.pool.query<{ id: string }>({
    name: "expire-targets",
    text: expire,
    values: [ctx.clock.now(), receiptGraceSeconds, resultGraceSeconds],
  });
  return { ...noChanges(), targets: rows.map(({ id }) => id) };
}
