import type { FederationContext } from "../context.ts";
import { livePublishers } from "./livePublishers.ts";

/**
 * A project of which more events are missing than when it was last asked to tell everything again. `epochs` names the
 * publishers that lack some, in order.
 */
export type ProjectWithGaps = { projectId: number; slug: string; epochs: string; missing: number };

/** Another replica may still be storing what seems to be missing. */
const settledAfterSeconds = 10;
/** A project that cannot help is not asked for ever. */
const askAgainMinutes = 10;

const select = `
select project.id as "projectId", project.slug, string_agg(live.epoch, ',' order by live.epoch) as epochs,
  sum(live.missing)::float8 as missing
from (${livePublishers}) live
join "ProjectCatalog" project on project.id = live."projectId"
where project.origin = 'declared' and project.status = 'online' and 'graph.refresh' = any(project."allowFanout")
  and live.missing > live."askedMissing" and live."gapSince" < $1::timestamptz - make_interval(secs => ${settledAfterSeconds})
group by project.id
having coalesce(max(live."askedAt"), '-infinity') < $1::timestamptz - make_interval(mins => ${askAgainMinutes})
order by project.slug`;

/**
 * The projects to ask for what is missing, by slug: declared, online, and permitted. Each at most every 10 min, and only
 * when more is missing than before.
 */
export async function projectsWithGaps(ctx: FederationContext): Promise<ProjectWithGaps[]> {
  const { rows } = await ctx.db.pool.query<ProjectWithGaps>({
    name: "projects-with-gaps",
    text: select,
    values: [ctx.clock.now()],
  });
  return rows;
}

/** Notes that these projects were asked for what is missing now. */
export async function noteAsked(ctx: FederationContext, projectIds: readonly number[]): Promise<void> {
  await ctx.db.pool.query(
    `update "EventCursor" held set "askedAt" = $2, "askedMissing" = live.missing, "gapSince" = null
     from (${livePublishers}) live
     where held."projectId" = any($1) and held."projectId" = live."projectId" and held.epoch = live.epoch`,
    [projectIds, ctx.clock.now()],
  );
}
