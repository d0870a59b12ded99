import type { ProjectRow } from "../../../contracts/projects.ts";
import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";
import { loadProjectRows } from "./projectRows.ts";

/** One project as lists show it, archived or not. Throws `not_found`. */
export async function findProject(ctx: FederationContext, slug: string): Promise<ProjectRow> {
  const [project] = await loadProjectRows(ctx, { slugs: [slug] });
  if (project === undefined) throw new AppError("not_found", `There is no project "${slug}".`, { field: "slug" });
  return project;
}
