import type { GraphDiff } from "../../contracts/graph.ts";
import type { ProjectStatus } from "../../contracts/names.ts";

/** What became of a project since an earlier moment. */
export type Change = "new" | "worse" | "better";

/** An edge that is no longer there, or so weak that it is dormant: where it was, and how strong. */
export type GoneEdge = GraphDiff["edgesGone"][number];

/** What is different from an earlier moment: projects, edges by their ids, edges that are gone, and all projects that these concern. */
export type Changes = {
  projects: ReadonlyMap<string, Change>;
  edges: ReadonlySet<string>;
  gone: readonly GoneEdge[];
  near: ReadonlySet<string>;
};

const badness: Record<ProjectStatus, number> = { online: 0, degraded: 1, offline: 2 };

/**
 * What of a comparison can be marked on the map; null when that is nothing. A status says more than a risk. A risk that came
 * to be known, or is no longer, is neither worse nor better. A project that is gone has no place to be marked.
 */
export function readChanges(diff: GraphDiff): Changes | null {
  const verdict = (rise: number): Change => (rise > 0 ? "worse" : "better");
  const projects = new Map<string, Change>([
    ...diff.risks.flatMap(({ slug, before, after }): [string, Change][] =>
      before === null || after === null ? [] : [[slug, verdict(after - before)]],
    ),
    ...diff.statuses.map(({ slug, before, after }) => [slug, verdict(badness[after] - badness[before])] as const),
    ...diff.added.map((slug) => [slug, "new"] as const),
  ]);
  const edges = [...diff.edgesNew, ...diff.edgesMoved];
  const gone = diff.edgesGone;
  if (projects.size + edges.length + gone.length === 0) return null;
  const near = new Set([...projects.keys(), ...[...edges, ...gone].flatMap(({ from, to }) => [from, to])]);
  return { projects, edges: new Set(edges.map(({ id }) => id)), gone, near };
}
