import { Client } from "pg";
import type { Comparison } from "./compare.ts";

/** Every hour of a metric that is not the sum of its windows: a window has one row, however often it was told. */
const wrongHours = `
with windows as (
  select "projectId", "key", date_bin('1 hour', "windowStart", '1970-01-01Z') as hour,
    count(*)::int as count, sum(round("valueNumber"::numeric, 9)) as sum
  from commandcenter_fed."ProjectMetric" where "valueNumber" is not null group by 1, 2, 3
)
select slug, "key", coalesce(windows.count, 0) as windows, coalesce(folded.count, 0) as folded
from windows full join commandcenter_fed."ProjectMetricHour" folded using ("projectId", "key", hour)
join commandcenter_fed."ProjectCatalog" on id = "projectId"
where (windows.count, windows.sum) is distinct from (folded.count, folded.sum)
order by slug, "key", hour`;

type WrongHour = { slug: string; key: string; windows: number; folded: number };

/** Holds the hours of every metric against the samples they were folded from: what is taken in twice counts twice there. */
export async function compareRollups(databaseUrl: string): Promise<Comparison> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<WrongHour>(wrongHours);
    const total = await client.query<{ hours: number }>(
      'select count(*)::int as hours from commandcenter_fed."ProjectMetricHour"',
    );
    return {
      what: "hours folded (database)",
      expected: total.rows[0]?.hours ?? 0,
      differences: rows.map(({ slug, key, windows, folded }) => `${slug} ${key}: ${windows} windows, ${folded} folded`),
    };
  } finally {
    await client.end();
  }
}
