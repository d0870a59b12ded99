import type { Pool } from "pg";
import { type RunRow, runRow, type TargetRow, targetRow } from "../../../../contracts/actions.ts";

/** What `runRow` is made of, as SQL: columns of `run`. */
export const runColumns = `run.id, run.action, run.state, run.reason, run."startedBy", run."startedAt", run."expiresAt",
  run."finishedAt", run.canary, run."maxFailures", run."retryOf", run."planHash",
  (select coalesce(jsonb_object_agg(state, count), '{}') from (
    select state, count(*) as count from "ActionTarget" where "runId" = run.id group by state
  ) counted) as counts,
  (select nullif(count(*), 0)::int from "ActionTarget"
    where "runId" = run.id and state = 'completed' and result ->> 'status' in ('warn', 'fail', 'inconclusive')
  ) as flagged`;

/** What a database row has that is absent in answers where it is null, and its times as texts. */
export function shown(row: Record<string, unknown>): Record<string, unknown> {
  const known = Object.entries(row).filter(([, value]) => value !== null);
  return Object.fromEntries(known.map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]));
}

const storedRun = runRow.extend({ planHash: runRow.shape.startedBy });

/** Runs as lists show them, with the hash of their plans: those with these ids, in no order. One statement. */
export async function loadRuns(pool: Pool, ids: readonly string[]): Promise<(RunRow & { planHash: string })[]> {
  const { rows } = await pool.query(`select ${runColumns} from "ActionRun" run where run.id = any($1::uuid[])`, [ids]);
  return rows.map((row) => storedRun.parse(shown(row)));
}

/** A target, and the run it belongs to. */
export type TargetOfRun = { runId: string; target: TargetRow };

/** Targets by slug: of these runs, or these themselves. One statement. */
export async function loadTargets(
  pool: Pool,
  { runIds = [], ids = [] }: { runIds?: readonly string[]; ids?: readonly string[] },
): Promise<TargetOfRun[]> {
  const { rows } = await pool.query(
    `select target."runId", target.id as "actionId", project.slug, target.state, target.attempts, target."auditId",
       target.reason, target.result, target."updatedAt"
     from "ActionTarget" target join "ProjectCatalog" project on project.id = target."projectId"
     where target."runId" = any($1::uuid[]) or target.id = any($2) order by project.slug`,
    [runIds, ids],
  );
  return rows.map(({ runId, ...row }) => ({ runId: String(runId), target: targetRow.parse(shown(row)) }));
}
