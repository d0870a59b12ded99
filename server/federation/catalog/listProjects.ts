import type { ListProjectsQuery, ProjectRow } from "../../../contracts/projects.ts";
import type { FederationContext } from "../context.ts";
import { loadProjectRows } from "./projectRows.ts";

function matches(project: ProjectRow, query: ListProjectsQuery): boolean {
  const { status, tag, domain, team } = query;
  if (status !== undefined && project.status !== status) return false;
  if (tag !== undefined && !project.tags.includes(tag)) return false;
  if (domain !== undefined && project.domain !== domain) return false;
  if (team !== undefined && !project.teams.includes(team)) return false;
  const text = query.text?.trim().toLowerCase();
  if (text === undefined || text === "") return true;
  return [project.name, project.slug, project.domain ?? "", ...project.tags].some((word) =>
    word.toLowerCase().includes(text),
  );
}

/** Every project that is not archived and that the query lets through, by slug. One SQL statement. */
export async function listProjects(ctx: FederationContext, query: ListProjectsQuery): Promise<ProjectRow[]> {
  const projects = await loadProjectRows(ctx, {});
  return projects.filter((project) => matches(project, query));
}
