import type { PoolClient } from "pg";
import { numberArray, textArray } from "../arrayLiteral.ts";

/** An hour of one metric. */
export type TouchedHour = { projectId: number; key: string; hour: Date };

const update = `
update "ProjectMetricHour" held set min = raw.min, max = raw.max
from unnest($1::int[], $2::text[], $3::float8[]) as touched ("projectId", key, ms)
cross join lateral (
  select min("valueNumber") as min, max("valueNumber") as max from "ProjectMetric" sample
  where sample."projectId" = touched."projectId" and sample.key = touched.key
    and "windowStart" >= to_timestamp(ms / 1000) and "windowStart" < to_timestamp(ms / 1000) + interval '1 hour'
) raw
where held."projectId" = touched."projectId" and held.key = touched.key and held.hour = to_timestamp(ms / 1000)
  and (held.min, held.max) is distinct from (raw.min, raw.max)`;

/**
 * Finds the extremes of hours anew from their windows. The caller has written these hours in the same transaction, and
 * so holds their locks: whoever else writes windows of theirs waits, and adds to what is found here.
 */
export async function refreshExtremes(client: PoolClient, hours: readonly TouchedHour[]): Promise<void> {
  if (hours.length === 0) return;
  await client.query({
    name: "refresh-extremes",
    text: update,
    values: [
      numberArray(hours.map(({ projectId }) => projectId)),
      textArray(hours.map(({ key }) => key)),
      numberArray(hours.map(({ hour }) => hour.getTime())),
    ],
  });
}
