import type { ProjectRow, ProjectsPageQuery } from "../../../contracts/projects.ts";
import type { FederationContext } from "../context.ts";
import { pageSorted } from "./pageSorted.ts";
import { loadProjectRows } from "./projectRows.ts";

/** Of each project the words that a text may be part of. */
const select = `
select id from "ProjectCatalog"
where origin <> 'archived'
  and ($1::text[] is null or status = any($1)) and ($2::text[] is null or tags @> $2)
  and ($3::text is null or domain = $3) and ($4::text[] is null or teams @> $4)
  and ($5::text is null or exists (
    select from unnest(array[name, slug, coalesce(domain, '')] || tags) as said (word) where position($5 in lower(word)) > 0))
  and ($6::text is null or slug > $6)
order by slug limit $7`;

/**
 * Every project that is not archived and that the query lets through, by slug or as `sort` says; with `limit` only the
 * first of them, and with `after` those behind that project. One SQL statement, two where the query chooses.
 */
export async function listProjects(ctx: FederationContext, query: ProjectsPageQuery): Promise<ProjectRow[]> {
  const { sort = "slug", order = "asc", ...page } = query;
  if (sort === "slug" && order === "asc") return await listBySlug(ctx, page);
  // A risk is computed, not stored: every project that matches is read and put in order here.
  const { limit, after, ...filter } = page;
  return pageSorted(await listBySlug(ctx, filter), { sort, order, limit, after });
}

/** What was asked for in either form, as one list; undefined where nothing was. */
function all(...asked: (string | string[] | undefined)[]): string[] | undefined {
  const given = asked.flat().filter((value) => value !== undefined);
  return given.length === 0 ? undefined : given;
}

async function listBySlug(
  ctx: FederationContext,
  query: Omit<ProjectsPageQuery, "sort" | "order">,
): Promise<ProjectRow[]> {
  const { status, domain, after, limit } = query;
  const text = query.text?.trim().toLowerCase() || undefined;
  const chosen = [all(status), all(query.tags, query.tag), domain, all(query.teams, query.team), text, after, limit];
  if (chosen.every((value) => value === undefined)) return await loadProjectRows(ctx, {});
  const { rows } = await ctx.db.pool.query<{ id: number }>({
    name: "choose-projects",
    text: select,
    values: chosen.map((value) => value ?? null),
  });
  return await loadProjectRows(ctx, { ids: rows.map(({ id }) => id) });
}
