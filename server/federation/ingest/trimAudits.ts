import type { Pool } from "pg";

/** Of each project so many runs stay, the latest; a hub may name a new one with every event. */
export const keptRuns = 10_000;

/** Forgets how audits ended more than `days` ago, and of each project all but the latest 10,000. @returns how many went. */
export async function trimAudits(pool: Pool, days: number, now: Date): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from "ProjectAudit" held using (
       select "projectId", "auditId", "finishedAt",
         row_number() over (partition by "projectId" order by "finishedAt" desc, "auditId") as place
       from "ProjectAudit"
     ) ranked
     where (ranked.place > $1 or ranked."finishedAt" < $2::timestamptz - make_interval(days => $3))
       and held."projectId" = ranked."projectId" and held."auditId" = ranked."auditId"`,
    [keptRuns, now, days],
  );
  return rowCount ?? 0;
}
