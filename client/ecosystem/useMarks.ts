import { useMemo, useRef } from "react";
import type { EcosystemMap } from "../../contracts/graph.ts";
import type { ProjectRow } from "../../contracts/projects.ts";
import { buildEdges, neighbourhood, visibleEdges } from "../graph/buildEdges.ts";
import { buildHulls } from "../graph/buildHulls.ts";
import { type BuiltNodes, buildNodes } from "../graph/buildNodes.ts";
import type { Changes } from "../graph/changes.ts";
import { withGhosts } from "../graph/ghosts.ts";
import type { GraphMarks } from "../graph/marks.ts";
import type { Receipts } from "../graph/overlays.ts";
import type { Palette } from "../graph/palette.ts";
import { degrees as countDegrees } from "../graph/reach.ts";
import { type EcosystemSearch, kinds } from "./search.ts";

/**
 * What is drawn. Nodes and edges are built apart, and edges only when something about them is different: a heartbeat or
 * another colouring leaves thousands of edges the same objects.
 */
export function useMarks(
  map: EcosystemMap,
  shownProjects: readonly ProjectRow[],
  search: EcosystemSearch,
  palette: Palette,
  receipts: Receipts | undefined,
  changes: Changes | null,
): GraphMarks {
  const known = useSameSet(map.projects);
  const shown = useSameSet(shownProjects);
  const { overlay = "status", min = 0, dormant = false, size, domains } = search;
  // For what the map does not have, nothing steps back.
  const project = search.project !== undefined && known.has(search.project) ? search.project : null;
  const edge = map.edges.find(({ id }) => id === search.edge)?.id ?? null;
  // Whoever selects something looks at that, and not at all that is different.
  const compared = project === null && edge === null ? changes : null;
  const changed = compared?.edges ?? null;
  const [without, unwanted] = [useSameList(search.without), useSameList(search.unwanted)];
  const edgeView = useMemo(
    () => ({
      palette,
      kinds: new Set(kinds.filter((kind) => !without.includes(kind))),
      unwanted: new Set(unwanted),
      minStrength: min,
      ...{ dormant, project, edge, changed },
    }),
    [palette, without, unwanted, min, dormant, project, edge, changed],
  );
  const built = useMemo(() => buildEdges(map.edges, known, shown, edgeView), [map.edges, known, shown, edgeView]);
  const gone = compared?.gone ?? empty;
  const edges = useMemo(() => withGhosts(built, gone, shown, edgeView), [built, gone, shown, edgeView]);
  const near = useMemo(
    () => compared?.near ?? neighbourhood(visibleEdges(map.edges, shown, edgeView), edgeView),
    [map.edges, shown, edgeView, compared],
  );
  const degrees = useMemo(() => (size === "edges" ? countDegrees(map.edges) : null), [size, map.edges]);
  const marked = changes?.projects;
  const total = map.projects.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was built holds for one view and one number of projects
  const kept = useMemo<BuiltNodes>(() => new WeakMap(), [overlay, palette, project, receipts, marked, degrees, total]);
  const nodes = useMemo(
    () =>
      buildNodes(map.projects, shown, near, { overlay, palette, project, receipts, changes: marked, degrees }, kept),
    [map.projects, shown, near, overlay, palette, project, receipts, marked, degrees, kept],
  );
  const domainOf = useSameList(
    domains ? map.projects.map(({ slug, domain, x, y }) => `${slug} ${domain} ${x} ${y}`) : undefined,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: outlines are others only when a domain, a place or what is shown is
  const hulls = useMemo(() => (domains ? buildHulls(map.projects, shown) : []), [domains, domainOf, shown]);
  return useMemo(() => ({ nodes, edges, hulls }), [nodes, edges, hulls]);
}

const empty: readonly never[] = [];

/** A list of words; the same object for as long as they are the same words. */
function useSameList<Word extends string>(words: readonly Word[] | undefined): readonly Word[] {
  const kept = useRef<readonly Word[]>(empty);
  const given = words ?? empty;
  const isSame = kept.current.length === given.length && kept.current.every((word, index) => word === given[index]);
  if (!isSame) kept.current = given;
  return kept.current;
}

/** The slugs of some projects; the same object for as long as they are the same slugs. */
function useSameSet(projects: readonly ProjectRow[]): ReadonlySet<string> {
  const kept = useRef<ReadonlySet<string>>(new Set());
  return useMemo(() => {
    const isSame = kept.current.size === projects.length && projects.every(({ slug }) => kept.current.has(slug));
    if (!isSame) kept.current = new Set(projects.map(({ slug }) => slug));
    return kept.current;
  }, [projects]);
}
