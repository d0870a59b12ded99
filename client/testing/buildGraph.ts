import type { EcosystemMap } from "../../contracts/graph.ts";
import type { ProjectRow } from "../../contracts/projects.ts";
import { buildEdges, type EdgeView, neighbourhood, visibleEdges } from "../graph/buildEdges.ts";
import { buildHulls } from "../graph/buildHulls.ts";
import { buildNodes, type NodeView } from "../graph/buildNodes.ts";
import type { GraphMarks } from "../graph/marks.ts";

/** How tests look at the map. */
export type GraphView = NodeView & EdgeView & { shows(project: ProjectRow): boolean; domains: boolean };

/**
 * What the page draws of an ecosystem, built at once from the parts that `useMarks` keeps apart. Positions are the server's,
 * so nothing moves when the view changes; what does not match is hidden, not removed.
 */
export function buildGraph(map: EcosystemMap, view: GraphView): GraphMarks {
  const known = new Set(map.projects.map((project) => project.slug));
  const shown = new Set(map.projects.filter((project) => view.shows(project)).map((project) => project.slug));
  const near = neighbourhood(visibleEdges(map.edges, shown, view), view);
  return {
    nodes: buildNodes(map.projects, shown, near, view),
    edges: buildEdges(map.edges, known, shown, view),
    hulls: view.domains ? buildHulls(map.projects, shown) : [],
  };
}
