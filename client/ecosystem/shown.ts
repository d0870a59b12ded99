import type { EcosystemMap } from "../../contracts/graph.ts";
import type { ProjectRow } from "../../contracts/projects.ts";
import { ranks } from "../graph/reach.ts";
import { parseExpression } from "./expression/parse.ts";
import { matches } from "./filter.ts";
import type { EcosystemSearch } from "./search.ts";

type Wanted = Pick<EcosystemSearch, "text" | "status" | "domain" | "tag" | "team" | "find" | "hide" | "project">;

/**
 * The projects that are wanted: those that the filters and `find` leave, without those that `hide` names: hiding wins.
 * An expression that cannot be read counts as not there; its box says what is wrong.
 */
export function shownProjects(map: EcosystemMap, search: Wanted): ProjectRow[] {
  const find = parseExpression(search.find ?? "");
  const hide = search.hide ? parseExpression(search.hide) : null;
  const rankOf = search.project === undefined ? null : ranks(map.edges, search.project);
  const degrees = new Map<string, number>();
  for (const { from, to } of map.edges) {
    for (const slug of [from, to]) degrees.set(slug, (degrees.get(slug) ?? 0) + 1);
  }
  const around = {
    degree: (slug: string) => degrees.get(slug) ?? 0,
    rank: (slug: string) => rankOf?.get(slug) ?? null,
  };
  return map.projects.filter(
    (project) =>
      matches(project, search) && (!find.ok || find.test(project, around)) && !(hide?.ok && hide.test(project, around)),
  );
}
