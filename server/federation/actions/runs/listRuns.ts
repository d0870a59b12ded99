import type { z } from "zod";
import { type listRunsQuery, type RunRow, runRow } from "../../../../contracts/actions.ts";
import type { FederationContext } from "../../context.ts";
import { runColumns, shown } from "./runRows.ts";

const select = `
select ${runColumns} from "ActionRun" run
where ($1::text is null or run.action = $1) and ($2::uuid is null
  or (run."startedAt", run.id) < (select seen."startedAt", seen.id from "ActionRun" seen where seen.id = $2))
order by run."startedAt" desc, run.id desc limit $3`;

/** Runs, newest first, with how many of their targets are in which state; none after an unknown `before`. One statement. */
export async function listRuns(
  { db }: Pick<FederationContext, "db">,
  { action, before, limit }: z.output<typeof listRunsQuery>,
): Promise<RunRow[]> {
  const { rows } = await db.pool.query(select, [action ?? null, before ?? null, limit]);
  return rows.map((row) => runRow.parse(shown(row)));
}
