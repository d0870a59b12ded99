import { useMemo, useRef } from "react";
import type { EcosystemMap } from "../../contracts/graph.ts";
import type { ProjectRow } from "../../contracts/projects.ts";
import { buildEdges, neighbourhood, visibleEdges } from "../graph/buildEdges.ts";
import { type BuiltNodes, buildNodes } from "../graph/buildNodes.ts";
import type { GraphMarks } from "../graph/marks.ts";
import type { Receipts } from "../graph/overlays.ts";
import type { Palette } from "../graph/palette.ts";
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
): GraphMarks {
  const known = useSameSet(map.projects);
  const shown = useSameSet(shownProjects);
  const { overlay = "status", min = 0, dormant = false, project = null, edge = null } = search;
  const without = search.without?.join(" ") ?? "";
  const edgeView = useMemo(
    () => ({
      palette,
      kinds: new Set(kinds.filter((kind) => !without.split(" ").includes(kind))),
      minStrength: min,
      ...{ dormant, project, edge },
    }),
    [palette, without, min, dormant, project, edge],
  );
  const edges = useMemo(() => buildEdges(map.edges, known, shown, edgeView), [map.edges, known, shown, edgeView]);
  const near = useMemo(
    () => neighbourhood(visibleEdges(map.edges, shown, edgeView), edgeView),
    [map.edges, shown, edgeView],
  );
  const total = map.projects.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was built holds for one view and one number of projects
  const built = useMemo<BuiltNodes>(() => new WeakMap(), [overlay, palette, project, receipts, total]);
  const nodes = useMemo(
    () => buildNodes(map.projects, shown, near, { overlay, palette, project, receipts }, built),
    [map.projects, shown, near, overlay, palette, project, receipts, built],
  );
  return useMemo(() => ({ nodes, edges }), [nodes, edges]);
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
