import type { Pool } from "pg";
import { partitionName } from "../../../server/federation/metrics/partitions.ts";
import type { Row } from "../row.ts";

/** What a project leaves in a day: ten metrics, each once a minute. */
export const samplesPerProject = 14_400;

const bytesOf = async (pool: Pool, text: string, values: unknown[] = []): Promise<number> =>
  Number((await pool.query<{ bytes: string }>(text, values)).rows[0]?.bytes ?? 0);

/** The hours of a day's samples, as taking them in leaves them. */
const foldHours = `
insert into "ProjectMetricHour" ("projectId", key, hour, count, sum, min, max, last, "lastAt")
select "projectId", key, date_bin('1 hour', "windowStart", '1970-01-01Z'), count(*), sum("valueNumber"::numeric),
  min("valueNumber"), max("valueNumber"), max("valueNumber"), max("observedAt")
from "ProjectMetric" where "windowStart" >= $1 and "windowStart" < $1 + interval '1 day' group by 1, 2, 3`;

/**
 * What the samples of one day take on the disk, with their indexes, for each project that told them; and their hours. Beside
 * the bytes of the bare rows. The day must be filled; its hours are removed again.
 */
export async function measureBytes(pool: Pool, day: number, samples: number): Promise<Row[]> {
  const partition = partitionName(day);
  const of = async (table: string, where = "true") => ({
    held: await bytesOf(pool, "select pg_total_relation_size($1::regclass) as bytes", [`"${table}"`]),
    bare: await bytesOf(pool, `select sum(pg_column_size(row)) as bytes from "${table}" row where ${where}`),
  });
  const raw = await of(partition);
  await pool.query(`truncate "ProjectMetricHour"`);
  await pool.query(foldHours, [new Date(day)]);
  const hours = await of("ProjectMetricHour");
  await pool.query(`truncate "ProjectMetricHour"`);
  const kilobytes = (bytes: number) => (bytes * samplesPerProject) / samples / 1000;
  const row = (what: string, { held, bare }: { held: number; bare: number }): Row => ({
    ...{ what, size: samples.toLocaleString("en"), items: samples, unit: "KB", ours: kilobytes(held), peers: [] },
    limit: { name: "bare rows", value: kilobytes(bare) },
  });
  return [row("database, samples a project and day", raw), row("database, hours a project and day", hours)];
}
