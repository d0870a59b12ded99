import { type ProjectRun, type ProjectRunsQuery, projectRunsQuery } from "../../../../contracts/actions.ts";
import type { FederationContext } from "../../context.ts";
import { loadRuns, loadTargets } from "./runRows.ts";

/** From the newest run back, so that the index on the start time and the key of the targets are enough. */
const select = `
select target.id, run.id as "runId" from "ActionRun" run
join "ActionTarget" target on target."runId" = run.id
where target."projectId" = (select id from "ProjectCatalog" where slug = $1)
  and ($2::timestamptz is null or run."startedAt" >= $2)
order by run."startedAt" desc, run.id desc limit $3`;

/** The runs in which a project was asked, newest first, each with how it went there. None for an unknown project. */
export async function listProjectRuns(
  ctx: Pick<FederationContext, "db">,
  query: ProjectRunsQuery,
): Promise<ProjectRun[]> {
  const { project, from, limit } = projectRunsQuery.parse(query);
  const { pool } = ctx.db;
  const { rows } = await pool.query<{ id: string; runId: string }>(select, [project, from ?? null, limit]);
  const [runs, targets] = await Promise.all([
    loadRuns(
      pool,
      rows.map(({ runId }) => runId),
    ),
    loadTargets(pool, { ids: rows.map(({ id }) => id) }),
  ]);
  return rows.flatMap(({ runId }): ProjectRun[] => {
    const found = runs.find(({ id }) => id === runId);
    const target = targets.find((each) => each.runId === runId)?.target;
    if (found === undefined || target === undefined) return [];
    const { planHash: _planHash, ...run } = found;
    return [{ run, target }];
  });
}
