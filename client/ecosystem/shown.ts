import type { EcosystemMap, EdgeRow } from "../../contracts/graph.ts";
import type { ProjectRow } from "../../contracts/projects.ts";
import { degrees, ranks } from "../graph/reach.ts";
import type { Surroundings } from "./expression/fields.ts";
import { type Parsed, parseExpression } from "./expression/parse.ts";
import { matches } from "./filter.ts";
import type { EcosystemSearch } from "./search.ts";

type Wanted = Pick<EcosystemSearch, "text" | "status" | "domain" | "tag" | "team" | "find" | "hide" | "project">;

/**
 * The projects that are wanted: those that the filters and `find` leave, without those that `hide` names: hiding wins.
 * An expression that cannot be read counts as not there; its box says what is wrong.
 */
export function shownProjects(map: EcosystemMap, search: Wanted): ProjectRow[] {
  const find = search.find ? parseExpression(search.find) : null;
  const hide = search.hide ? parseExpression(search.hide) : null;
  const around = find || hide ? surroundings(map.edges, search.project) : null;
  const holds = (expression: Parsed | null, project: ProjectRow, otherwise: boolean) =>
    expression?.ok && around ? expression.test(project, around) : otherwise;
  return map.projects.filter(
    (project) => matches(project, search) && holds(find, project, true) && !holds(hide, project, false),
  );
}

/** What expressions ask of the edges; counted only when there is an expression. */
function surroundings(edges: readonly EdgeRow[], selected: string | undefined): Surroundings {
  const rankOf = selected === undefined ? null : ranks(edges, selected);
  const joined = degrees(edges);
  return { degree: (slug) => joined.get(slug) ?? 0, rank: (slug) => rankOf?.get(slug) ?? null };
}
