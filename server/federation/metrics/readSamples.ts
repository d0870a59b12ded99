import type { Pool, PoolClient } from "pg";
import type { Resolution } from "./chooseResolution.ts";

/** One sample as it is stored: a number or a text. */
export type StoredSample = {
  projectId: number;
  key: string;
  value: number | null;
  text: string | null;
  observedAt: Date;
};

export type SampleSpan = { projectIds: readonly number[]; keys: readonly string[]; from: Date; to: Date; most: number };

const tables: Record<Resolution, { columns: string; table: string; start: string }> = {
  raw: {
    table: '"ProjectMetric"',
    start: '"windowStart"',
    columns: '"valueNumber" as value, "valueText" as text, "observedAt"',
  },
  hour: {
    table: '"ProjectMetricHour"',
    start: "hour",
    columns: 'last as value, null::text as text, "lastAt" as "observedAt"',
  },
};

/**
 * Of each project and key the samples of the span, and the last one before it, so that a line has a beginning. A span
 * with more samples than `most` gives the last of each of as many equal parts.
 */
const buildSelect = ({ columns, table, start }: (typeof tables)[Resolution]) => `
select project.id as "projectId", wanted.key, found.value, found.text, found."observedAt"
from unnest($1::int[]) as project (id) cross join unnest($2::text[]) as wanted (key) cross join lateral (
  (select ${columns} from ${table}
   where "projectId" = project.id and key = wanted.key and ${start} < $3 order by ${start} desc limit 1)
  union all
  (select distinct on (date_bin(make_interval(secs => $5), ${start}, $3)) ${columns} from ${table}
   where "projectId" = project.id and key = wanted.key and ${start} >= $3 and ${start} <= $4
   order by date_bin(make_interval(secs => $5), ${start}, $3), ${start} desc)
) found
where found."observedAt" <= $4
order by 1, 2, found."observedAt"`;

const selects = { raw: buildSelect(tables.raw), hour: buildSelect(tables.hour) };

const hourMs = 3_600_000;
const stepSeconds = { raw: 1, hour: 3600 };

/** Reads samples by project, key and time, at most `most` a key and one from before the span. */
export async function readSamples(pool: Pool, resolution: Resolution, span: SampleSpan): Promise<StoredSample[]> {
  if (span.projectIds.length === 0 || span.keys.length === 0) return [];
  // The hour that a span begins in belongs to it.
  const from = resolution === "raw" ? span.from : new Date(Math.floor(span.from.getTime() / hourMs) * hourMs);
  const seconds = Math.ceil((span.to.getTime() - from.getTime()) / 1000 / span.most);
  const { rows } = await pool.query<StoredSample>({
    name: `read-samples-${resolution}`,
    text: selects[resolution],
    values: [span.projectIds, span.keys, from, span.to, Math.max(stepSeconds[resolution], seconds)],
  });
  return rows;
}

/** Walks the index from key to key: as many steps as there are keys, however many samples. */
const walk = (table: string) => `
(with recursive keys as (
  (select key from ${table} where "projectId" = project.id order by key limit 1)
  union all
  select (select key from ${table} where "projectId" = project.id and key > keys.key order by key limit 1)
  from keys where keys.key is not null
)
select key from keys where key is not null)`;

const selectKeys = `
select project.id, found.key from unnest($1::int[]) as project (id)
cross join lateral (${walk(tables.raw.table)} union ${walk(tables.hour.table)}) found
order by project.id, found.key`;

/** Every key that some projects have samples of, in either resolution, in order. */
export async function listKeys(
  client: Pool | PoolClient,
  projectIds: readonly number[],
): Promise<Map<number, string[]>> {
  const { rows } = await client.query<{ id: number; key: string }>({
    name: "list-keys",
    text: selectKeys,
    values: [projectIds],
  });
  return new Map([...Map.groupBy(rows, ({ id }) => id)].map(([id, found]) => [id, found.map(({ key }) => key)]));
}
