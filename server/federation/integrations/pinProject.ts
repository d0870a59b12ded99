import type { PinProject } from "../../../contracts/graph.ts";
import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";
import { announce } from "../live/announce.ts";
import { noChanges } from "../live/changes.ts";

/** Puts a project where a person wants it on the map that everybody sees. It stays there. Throws `not_found`. */
export async function pinProject(ctx: FederationContext, { slug, x, y }: PinProject): Promise<PinProject> {
  const { rows } = await ctx.db.pool.query<{ id: number }>(
    'update "ProjectCatalog" set x = $2, y = $3, placed = true where slug = $1 returning id',
    [slug, x, y],
  );
  const [project] = rows;
  if (project === undefined) throw new AppError("not_found", `There is no project "${slug}".`, { field: "slug" });
  await announce(ctx, { ...noChanges(), projects: [project.id] });
  return { slug, x, y };
}
