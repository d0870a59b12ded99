import type { SystemStatus } from "../../../contracts/system.ts";
import type { FederationContext } from "../context.ts";
import { livePublishers } from "./livePublishers.ts";

const shown = 20;

type Row = { slug: string; publishers: number; missing: number; askedAt: Date | null };

const selectPublishers = `
select project.slug, count(*)::int as publishers, sum(live.missing)::float8 as missing, max(live."askedAt") as "askedAt"
from (${livePublishers}) live join "ProjectCatalog" project on project.id = live."projectId"
where project.origin <> 'archived' group by project.id order by missing desc, project.slug`;

/** Which projects' events are missing, the worst first, and whose clocks are wrong. Two statements, however many. */
export async function readCompleteness({
  db,
}: FederationContext): Promise<Pick<SystemStatus, "completeness" | "skewed">> {
  const [{ rows }, skewed] = await Promise.all([
    db.pool.query<Row>({ name: "completeness", text: selectPublishers }),
    db.pool.query<{ slug: string; seconds: number }>({
      name: "skewed",
      text: `select slug, "clockSkewSeconds" as seconds from "ProjectCatalog"
        where origin <> 'archived' and "clockSkewSeconds" is not null
        order by abs("clockSkewSeconds") desc, slug limit $1`,
      values: [shown],
    }),
  ]);
  const total = (of: (row: Row) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  return {
    completeness: {
      publishers: total(({ publishers }) => publishers),
      missing: total(({ missing }) => missing),
      projects: rows
        .filter(({ missing }) => missing > 0)
        .slice(0, shown)
        .map(({ slug, missing, askedAt }) => ({ slug, missing, askedAt: askedAt?.toISOString() ?? null })),
    },
    skewed: skewed.rows,
  };
}
