import type { PoolClient } from "pg";
import { numberArray, textArray } from "../arrayLiteral.ts";
import { refreshExtremes, type TouchedHour } from "./refreshExtremes.ts";
import type { Sample } from "./toSamples.ts";

/** A sample of one project. */
export type ProjectSample = Sample & { projectId: number };

/**
 * Keys whose value follows from other facts and the time. Of these the last written holds, not the last observed:
 * every writer has locked the project's facts, so the last one has seen the most.
 */
const derivedKeys = [
  "deploy.freshnessDays",
  "status",
  "risk.total",
  "risk.security",
  "risk.compliance",
  "risk.liveness",
  "risk.freshness",
];

const isDerived = new Set(derivedKeys);

/** The beginning of the window that a moment falls in; both in milliseconds. */
export const windowStartOf = (observedAt: number, windowSeconds: number): number =>
  Math.floor(observedAt / (windowSeconds * 1000)) * windowSeconds * 1000;

const numberOf = ({ value }: Sample): number => (typeof value === "number" ? value : Number.NEGATIVE_INFINITY);
const textOf = ({ value }: Sample): string => (typeof value === "string" ? value : "");

/** Whether `next` replaces `held` in their window: the later one, and of two equal moments the larger value. */
function wins(next: Sample, held: Sample): boolean {
  if (isDerived.has(next.key)) return true;
  if (next.observedAt !== held.observedAt) return next.observedAt > held.observedAt;
  if (numberOf(next) !== numberOf(held)) return numberOf(next) > numberOf(held);
  return Buffer.compare(Buffer.from(textOf(next)), Buffer.from(textOf(held))) > 0;
}

type Row = ProjectSample & { windowStart: number };

/** One row a project, key and window, in the order in which every writer locks them. */
function coalesce(samples: readonly ProjectSample[], windowSeconds: number): Row[] {
  const rows = new Map<string, Row>();
  for (const sample of samples) {
    const windowStart = windowStartOf(sample.observedAt, windowSeconds);
    const place = `${sample.projectId} ${windowStart} ${sample.key}`;
    const held = rows.get(place);
    if (held === undefined || wins(sample, held)) rows.set(place, { ...sample, windowStart });
  }
  return [...rows.values()].sort(
    (a, b) =>
      a.projectId - b.projectId || a.windowStart - b.windowStart || (a.key < b.key ? -1 : Number(a.key > b.key)),
  );
}

/**
 * Writes the windows, and folds what changed into their hours: by how much the window's new value differs from its old
 * one, so that a repeated or late sample counts as what it is. Answers the hours whose least or greatest value was
 * replaced by one within, of which the difference alone cannot tell the extremes.
 */
const upsert = `
with written as (
  insert into "ProjectMetric" as held ("projectId", "key", "valueNumber", "valueText", "observedAt", "windowStart")
  select "projectId", "key", "valueNumber", "valueText", to_timestamp("observedAt" / 1000), to_timestamp("windowStart" / 1000)
  from unnest($1::int[], $2::text[], $3::float8[], $4::text[], $5::float8[], $6::float8[])
    as sample ("projectId", "key", "valueNumber", "valueText", "observedAt", "windowStart")
  on conflict ("projectId", "key", "windowStart") do update set
    "valueNumber" = excluded."valueNumber",
    "valueText" = excluded."valueText",
    "observedAt" = greatest(held."observedAt", excluded."observedAt")
  where case when excluded."key" = any($7)
    then (excluded."valueNumber", excluded."valueText") is distinct from (held."valueNumber", held."valueText")
    else (excluded."observedAt", coalesce(excluded."valueNumber", '-infinity'), coalesce(excluded."valueText", '') collate "C")
       > (held."observedAt", coalesce(held."valueNumber", '-infinity'), coalesce(held."valueText", '') collate "C") end
  returning "projectId", "key", "windowStart", date_bin('1 hour', "windowStart", '1970-01-01Z') as hour, new."observedAt",
    old."valueNumber" as was, new."valueNumber" as value
), folded as (
  insert into "ProjectMetricHour" as held ("projectId", "key", hour, count, sum, min, max, last, "lastAt")
  select "projectId", "key", hour, count(*) - count(was),
    sum(round(value::numeric, 9)) - coalesce(sum(round(was::numeric, 9)), 0),
    min(value), max(value), (array_agg(value order by "windowStart" desc))[1], max("observedAt")
  from written where value is not null
  group by "projectId", "key", hour order by "projectId", "key", hour
  on conflict ("projectId", "key", hour) do update set
    count = held.count + excluded.count,
    sum = held.sum + excluded.sum,
    min = least(held.min, excluded.min),
    max = greatest(held.max, excluded.max),
    last = case when excluded."lastAt" >= held."lastAt" then excluded.last else held.last end,
    "lastAt" = greatest(held."lastAt", excluded."lastAt")
  returning "projectId", "key", hour, min, max
)
select distinct "projectId", "key", hour from written join folded using ("projectId", "key", hour)
where (was <= min and value > was) or (was >= max and value < was)`;

/**
 * Stores samples, and folds them into the rollups of their hours. Within a window the latest observation wins, and of
 * two at the same moment the larger value, so that any order and any repetition leaves the same rows. One statement,
 * and a second where an extreme was replaced. Their partitions must exist.
 */
export async function recordSamples(
  client: PoolClient,
  samples: readonly ProjectSample[],
  windowSeconds: number,
): Promise<void> {
  if (samples.length === 0) return;
  const rows = coalesce(samples, windowSeconds);
  const { rows: replaced } = await client.query<TouchedHour>({
    name: "record-samples",
    text: upsert,
    values: [
      numberArray(rows.map((row) => row.projectId)),
      textArray(rows.map((row) => row.key)),
      numberArray(rows.map((row) => (typeof row.value === "number" ? row.value : null))),
      textArray(rows.map((row) => (typeof row.value === "string" ? row.value : null))),
      numberArray(rows.map((row) => row.observedAt)),
      numberArray(rows.map((row) => row.windowStart)),
      derivedKeys,
    ],
  });
  await refreshExtremes(client, replaced);
}
