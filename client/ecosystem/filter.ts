import type { EdgeRow, EdgeStanding } from "../../contracts/graph.ts";
import type { IntegrationKind } from "../../contracts/names.ts";
import type { ProjectRow } from "../../contracts/projects.ts";
import type { EcosystemSearch } from "./search.ts";

export type ProjectFilter = Pick<EcosystemSearch, "text" | "status" | "domain" | "tag" | "team" | "find" | "hide">;

/**
 * Whether a project is wanted. Within a filter any value will do, but every tag must be there; between filters all must
 * hold. Text is looked for in name, slug, domain and tags, whatever its case.
 */
export function matches(project: ProjectRow, filter: ProjectFilter): boolean {
  const { status, domain, tag, team, text } = filter;
  if (status && !status.includes(project.status)) return false;
  if (domain && !domain.includes(project.domain ?? "")) return false;
  if (tag && !tag.every((each) => project.tags.includes(each))) return false;
  if (team && !team.some((each) => project.teams.includes(each))) return false;
  const wanted = text?.trim().toLowerCase();
  if (!wanted) return true;
  const words = [project.name, project.slug, project.domain ?? "", ...project.tags];
  return words.some((each) => each.toLowerCase().includes(wanted));
}

/** Whether any filter is set. */
export function isFiltered(filter: ProjectFilter): boolean {
  return Boolean(
    filter.text?.trim() || filter.status || filter.domain || filter.tag || filter.team || filter.find || filter.hide,
  );
}

/** One value that projects can be filtered by, and how many projects have it. */
export type Facet = { value: string; count: number };

export type Facets = Record<"status" | "domain" | "tag" | "team", Facet[]>;

/** What there is to filter by, the most frequent first. */
export function facets(projects: readonly ProjectRow[]): Facets {
  return {
    status: tally(projects, (project) => [project.status]),
    domain: tally(projects, (project) => (project.domain === null ? [] : [project.domain])),
    tag: tally(projects, (project) => project.tags),
    team: tally(projects, (project) => project.teams),
  };
}

/** How many edges there are of each kind and standing, and how many of all are dormant. */
export type EdgeFacets = {
  kinds: Map<IntegrationKind, number>;
  standings: Map<EdgeStanding, number>;
  dormant: number;
};

export function edgeFacets(edges: readonly EdgeRow[]): EdgeFacets {
  const kinds = new Map<IntegrationKind, number>();
  const standings = new Map<EdgeStanding, number>();
  let dormant = 0;
  for (const edge of edges) {
    kinds.set(edge.kind, (kinds.get(edge.kind) ?? 0) + 1);
    standings.set(edge.standing, (standings.get(edge.standing) ?? 0) + 1);
    if (edge.dormant) dormant++;
  }
  return { kinds, standings, dormant };
}

function tally(projects: readonly ProjectRow[], valuesOf: (project: ProjectRow) => readonly string[]): Facet[] {
  const counts = new Map<string, number>();
  for (const project of projects) {
    for (const value of valuesOf(project)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}
