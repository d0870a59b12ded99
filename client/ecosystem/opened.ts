import type { EcosystemMap, EdgeRow } from "../../contracts/graph.ts";
import type { ProjectRow } from "../../contracts/projects.ts";
import type { SpanName } from "../app/spans.ts";
import type { EcosystemSearch } from "./search.ts";

/** What lies beside the projects, or over the right side of the map. */
export type Opened =
  | { kind: "project"; project: ProjectRow }
  | { kind: "edge"; edge: EdgeRow }
  /** The address names something that the map does not have. */
  | { kind: "unknown"; what: "project" | "integration" }
  | { kind: "run"; runId: string }
  | { kind: "changes"; span: SpanName };

/** What is open for this address: one thing, the most particular first; null when nothing is. */
export function openedBy(map: Pick<EcosystemMap, "projects" | "edges">, search: EcosystemSearch): Opened | null {
  if (search.project !== undefined) {
    const project = map.projects.find(({ slug }) => slug === search.project);
    return project ? { kind: "project", project } : { kind: "unknown", what: "project" };
  }
  if (search.edge !== undefined) {
    const edge = map.edges.find(({ id }) => id === search.edge);
    return edge ? { kind: "edge", edge } : { kind: "unknown", what: "integration" };
  }
  if (search.run !== undefined) return { kind: "run", runId: search.run };
  return search.since === undefined ? null : { kind: "changes", span: search.since };
}

/** The change of the address that closes it. What it lay over is open then. */
export function closing(opened: Opened): EcosystemSearch {
  switch (opened.kind) {
    case "run":
      return { run: undefined };
    case "changes":
      return { since: undefined };
    default:
      return { project: undefined, edge: undefined };
  }
}
