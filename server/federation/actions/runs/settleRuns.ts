import type { PoolClient } from "pg";
import type { RunState } from "../../../../contracts/actions.ts";
import { inTransaction } from "../../../platform/transaction.ts";
import type { FederationContext } from "../../context.ts";
import { type Changes, noChanges } from "../../live/changes.ts";
import { judgeRun, type RunTally } from "./judgeRun.ts";

type RunUnderWay = RunTally & { id: string };

/** Every run under way that no other replica is judging, with its targets counted. */
const tally = `
with judged as (
  select id, canary, "maxFailures", "cancelledBy" from "ActionRun" where state = 'running' order by id for update skip locked
)
select judged.*, coalesce(counted.counts, '[]') as counts from judged left join lateral (
  select jsonb_agg(entry) as counts from (
    select canary, state, case when attempts = 0 then 'none' else 'some' end as attempts, count(*) as count
    from "ActionTarget" where "runId" = judged.id group by 1, 2, 3
  ) entry
) counted on true`;

const release = `
update "ActionTarget" set "nextAttemptAt" = $2, "updatedAt" = $2
where "runId" = $1 and state = 'planned' and "nextAttemptAt" is null returning id`;

const stop = `
with unanswered as (
  select id from "ActionTarget" where "runId" = $1 and state in ('planned', 'sent') order by id for update
)
update "ActionTarget" target set reason = case when target.state = 'planned' then 'It was never sent: the run was stopped.'
    else 'The run was stopped before an answer came: whether it ran is not known.' end,
  state = 'cancelled', "nextAttemptAt" = null, "updatedAt" = $2
from unanswered where target.id = unanswered.id and target.state in ('planned', 'sent') returning target.id`;

/** Tries no target of a run any more that has not been answered. @returns their ids. */
export async function stopTargets(client: PoolClient, runId: string, now: Date): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(stop, [runId, now]);
  return rows.map(({ id }) => id);
}

/** Judges every run under way: lets the rest go after its canaries, stops it after too many failures, finishes it. */
export async function settleRuns(ctx: FederationContext): Promise<Changes> {
  const now = ctx.clock.now();
  const { changes, finished } = await inTransaction(ctx.db.pool, async (client) => {
    const changes = noChanges();
    const finished: { run: string; state: RunState; reason: string | null }[] = [];
    const { rows: runs } = await client.query<RunUnderWay>({ name: "settle-runs", text: tally });
    for (const run of runs) {
      const verdict = judgeRun(run);
      if (verdict.do === "release") {
        const { rows } = await client.query<{ id: string }>(release, [run.id, now]);
        changes.targets.push(...rows.map(({ id }) => id));
      } else if (verdict.do === "stop") {
        changes.targets.push(...(await stopTargets(client, run.id, now)));
        await client.query('update "ActionRun" set reason = $2 where id = $1', [run.id, verdict.reason]);
        changes.runs.push(run.id);
      } else if (verdict.do === "finish") {
        await client.query(
          'update "ActionRun" set state = $2, reason = coalesce(reason, $3), "finishedAt" = $4 where id = $1',
          [run.id, verdict.state, verdict.reason, now],
        );
        changes.runs.push(run.id);
        finished.push({ run: run.id, state: verdict.state, reason: verdict.reason });
      }
    }
    return { changes, finished };
  });
  for (const run of finished) ctx.log.info("action.finished", run);
  return changes;
}
