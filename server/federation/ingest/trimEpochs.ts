import type { Pool } from "pg";

/** A publisher that starts anew has a new epoch; one that starts without end must not fill the table. */
const keptEpochs = 100;

/** Forgets the publishers of each project that were heard longest ago. @returns how many went. */
export async function trimEpochs(pool: Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from "EventCursor" held using (
       select "projectId", epoch, row_number() over (partition by "projectId" order by "lastSeenAt" desc, epoch) as place
       from "EventCursor"
     ) ranked
     where ranked.place > $1 and held."projectId" = ranked."projectId" and held.epoch = ranked.epoch`,
    [keptEpochs],
  );
  return rowCount ?? 0;
}
