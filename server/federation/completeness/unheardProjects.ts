import type { FederationContext } from "../context.ts";

/** A hub tells everything every two minutes at most; one that has not by then does not do so by itself. */
const graceSeconds = 150;

const select = `
select project.id as "projectId", project.slug
from "ProjectCatalog" project
where project.origin = 'declared' and project.status = 'online' and 'graph.refresh' = any(project."allowFanout")
  and not exists (
    select from "EventCursor" heard where heard."projectId" = project.id and heard."lastSeenAt" >= $1
  )
order by project.slug`;

/**
 * The projects to ask because the Meta Hub has started: declared, online, permitted, and silent about what they are
 * since then. After a restore, or where the broker lost what it held, nothing else would tell. Nobody in the first 150 s,
 * in which every hub tells by itself.
 */
export async function unheardProjects(
  ctx: FederationContext,
  startedAt: Date,
): Promise<{ projectId: number; slug: string }[]> {
  if (ctx.clock.now().getTime() < startedAt.getTime() + graceSeconds * 1000) return [];
  const { rows } = await ctx.db.pool.query<{ projectId: number; slug: string }>({
    name: "unheard-projects",
    text: select,
    values: [startedAt],
  });
  return rows;
}
