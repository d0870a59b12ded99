import type { Pool } from "pg";

/** A replica that hears says so with every sweep, about once a second. */
const deafAfterSeconds = 5;

/** Says that this replica is connected to the mesh. By the database's clock, which all replicas share. */
export async function noteHearing(pool: Pool, replica: string): Promise<void> {
  await pool.query({
    name: "note-hearing",
    text: `insert into "Replica" (id, "heardAt") values ($1, clock_timestamp())
      on conflict (id) do update set "heardAt" = excluded."heardAt"`,
    values: [replica],
  });
}

/** Says that this replica hears nothing. */
export async function forgetHearing(pool: Pool, replica: string): Promise<void> {
  await pool.query('delete from "Replica" where id = $1', [replica]);
}

/** Forgets the replicas that ceased without a word. @returns whether there were any; of several that look, one finds them. */
export async function forgetLost(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: "forget-lost",
    text: `delete from "Replica" where "heardAt" < clock_timestamp() - make_interval(secs => $1)`,
    values: [deafAfterSeconds],
  });
  return (rowCount ?? 0) > 0;
}

/** Whether some replica is connected to the mesh. */
export async function someoneHears(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ heard: boolean }>(
    `select exists (select from "Replica" where "heardAt" > clock_timestamp() - make_interval(secs => $1)) as heard`,
    [deafAfterSeconds],
  );
  return rows[0]?.heard === true;
}
