import type { Pool } from "pg";

/**
 * What to keep of a table, by owner: the `most` newest rows, of these none older than `before`, but the `least` newest
 * always.
 */
type Kept = {
  table: string;
  /** The columns, as SQL, of whom a row belongs to, when it is of, and what decides between two of one moment. */
  owner: string;
  at: string;
  tie: string;
  most: number;
  least?: number;
  before?: Date | null;
  /** Rows that are no concern of this, as SQL; all are unless it is given. */
  where?: string;
};

/**
 * Deletes the oldest rows of each owner, in one statement. A row that somebody changes meanwhile is another one, and
 * stays. @returns how many went.
 */
export async function trimOldest(pool: Pool, kept: Kept): Promise<number> {
  const { table, owner, at, tie, most, least = 0, before = null, where = "true" } = kept;
  const { rowCount } = await pool.query(
    `delete from "${table}" held using (
       select ctid as row, ${at} as at, row_number() over (partition by ${owner} order by ${at} desc, ${tie}) as place
       from "${table}" where ${where}
     ) ranked
     where (ranked.place > $1 or (ranked.place > $2 and ranked.at < $3::timestamptz)) and held.ctid = ranked.row`,
    [most, least, before],
  );
  return rowCount ?? 0;
}

/** The moment so many days before another. */
export const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000);
