import type { z } from "zod";
import type { compareQuery, MetricComparison } from "../../../contracts/metrics.ts";
import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";
import { loadSeries } from "./loadSeries.ts";

/**
 * One metric of several projects over the same span, in the order asked; a project that never told it has no points.
 * The span and the points are those of `listSeries`. Throws `not_found` for an unknown project.
 */
export async function compareProjects(
  ctx: FederationContext,
  input: z.output<typeof compareQuery>,
): Promise<MetricComparison> {
  const slugs = [...new Set(input.projects)];
  const { rows } = await ctx.db.pool.query<{ id: number; slug: string }>(
    'select id, slug from "ProjectCatalog" where slug = any($1)',
    [slugs],
  );
  const ids = new Map(rows.map(({ id, slug }) => [slug, id]));
  const missing = slugs.find((slug) => !ids.has(slug));
  if (missing !== undefined) {
    throw new AppError("not_found", `There is no project "${missing}".`, { field: "projects" });
  }
  const { resolution, series } = await loadSeries(ctx, {
    ...{ projectIds: [...ids.values()], keys: [input.key], span: input },
  });
  const points = new Map(series.map((entry) => [entry.projectId, entry.points]));
  const pointsOf = (slug: string) => points.get(ids.get(slug) ?? -1) ?? [];
  return { key: input.key, resolution, series: slugs.map((project) => ({ project, points: pointsOf(project) })) };
}
