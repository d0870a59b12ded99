import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";

type StoredSample = { key: string; value: number | null; text: string | null; observedAt: Date };

/** Walks the index from key to key: as many steps as there are keys, however many samples. */
const select = `
with recursive keys as (
  (select key from "ProjectMetric" where "projectId" = $1 order by key limit 1)
  union all
  select (select key from "ProjectMetric" where "projectId" = $1 and key > keys.key order by key limit 1)
  from keys where keys.key is not null
)
select sample.key, sample."valueNumber" as value, sample."valueText" as text, sample."observedAt"
from keys cross join lateral (
  select * from "ProjectMetric" where "projectId" = $1 and key = keys.key order by "windowStart" desc limit 1
) sample
order by sample.key`;

/** The newest value of every metric of a project, by key. Throws `not_found`. */
export async function latestMetrics(
  ctx: FederationContext,
  { project }: { project: string },
): Promise<{ key: string; value: number | string | null; observedAt: string }[]> {
  const found = await ctx.db.pool.query<{ id: number }>('select id from "ProjectCatalog" where slug = $1', [project]);
  const id = found.rows[0]?.id;
  if (id === undefined) throw new AppError("not_found", `There is no project "${project}".`, { field: "project" });
  const { rows } = await ctx.db.pool.query<StoredSample>({ name: "latest-metrics", text: select, values: [id] });
  return rows.map(({ key, value, text, observedAt }) => ({
    key,
    value: value ?? text,
    observedAt: observedAt.toISOString(),
  }));
}
