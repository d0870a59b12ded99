import type { Pool } from "pg";

/** Of each project the hubs heard last stay; a process may call itself something else at every start. */
const keptHubs = 100;

/**
 * Forgets the hubs of each project that were heard longest ago, and those silent for `days`; but never the one that was
 * heard last, which is what is known of the project. @returns how many went.
 */
export async function trimHubs(pool: Pool, days: number, now: Date): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from "ProjectHub" held using (
       select "projectId", "hubId", "lastSeenAt",
         row_number() over (partition by "projectId" order by "lastSeenAt" desc, "hubId") as place
       from "ProjectHub"
     ) ranked
     where (ranked.place > $1 or (ranked.place > 1 and ranked."lastSeenAt" < $2::timestamptz - make_interval(days => $3)))
       and held."projectId" = ranked."projectId" and held."hubId" = ranked."hubId"
       and held."lastSeenAt" = ranked."lastSeenAt"`,
    [keptHubs, now, days],
  );
  return rowCount ?? 0;
}
