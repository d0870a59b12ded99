import type { PoolClient } from "pg";
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

const upsert = `
insert into "ProjectMetric" as held ("projectId", "key", "valueNumber", "valueText", "observedAt", "windowStart")
select "projectId", "key", "valueNumber", "valueText", to_timestamp("observedAt" / 1000), to_timestamp("windowStart" / 1000)
from unnest($1::int[], $2::text[], $3::float8[], $4::text[], $5::float8[], $6::float8[])
  as sample ("projectId", "key", "valueNumber", "valueText", "observedAt", "windowStart")
on conflict ("projectId", "key", "windowStart") do update set
  "valueNumber" = excluded."valueNumber",
  "valueText" = excluded."valueText",
  "observedAt" = greatest(held."observedAt", excluded."observedAt")
where excluded."key" = any($7)
  or (excluded."observedAt", coalesce(excluded."valueNumber", '-infinity'), coalesce(excluded."valueText", '') collate "C")
   > (held."observedAt", coalesce(held."valueNumber", '-infinity'), coalesce(held."valueText", '') collate "C")`;

/**
 * Stores samples in one statement. Within a window the latest observation wins, and of two at the same moment the
 * larger value, so that any order and any repetition leaves the same rows. Their partitions must exist.
 *
 * @returns how many rows were offered, after coalescing.
 */
export async function recordSamples(
  client: PoolClient,
  samples: readonly ProjectSample[],
  windowSeconds: number,
): Promise<number> {
  if (samples.length === 0) return 0;
  const rows = coalesce(samples, windowSeconds);
  await client.query({
    name: "record-samples",
    text: upsert,
    values: [
      rows.map((row) => row.projectId),
      rows.map((row) => row.key),
      rows.map((row) => (typeof row.value === "number" ? row.value : null)),
      rows.map((row) => (typeof row.value === "string" ? row.value : null)),
      rows.map((row) => row.observedAt),
      rows.map((row) => row.windowStart),
      derivedKeys,
    ],
  });
  return rows.length;
}
