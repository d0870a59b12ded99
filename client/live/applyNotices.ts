import type { QueryClient } from "@tanstack/react-query";
import type { ActionRun, RunRow } from "../../contracts/actions.ts";
import type { AlertRow } from "../../contracts/alerts.ts";
import type { ChangeNotice } from "../../contracts/changes.ts";
import type { EcosystemMap, ProjectCard } from "../../contracts/graph.ts";
import { patchRun, patchRuns } from "../actions/patchRuns.ts";
import { patchAlerts, patchMap } from "../graph/merge.ts";
import { cacheKey } from "./queries.ts";

/**
 * Brings the cache up to date with a burst of notices, in their order, in one step for each thing shown. Rows are in the
 * notices, so nothing is asked again, but for opened cards, whose details notices do not carry.
 */
export function applyNotices(cache: QueryClient, notices: readonly ChangeNotice[]): void {
  if (notices.some((notice) => notice.type === "resync")) {
    void cache.invalidateQueries();
    return;
  }
  cache.setQueryData<EcosystemMap>(cacheKey.ecosystem, (map) => map && notices.reduce(patchMap, map));
  cache.setQueryData<AlertRow[]>(cacheKey.alerts, (alerts) => alerts && notices.reduce(patchAlerts, alerts));
  for (const notice of notices) {
    if (notice.type === "projects") {
      for (const project of notice.projects) {
        cache.setQueryData<ProjectCard>(cacheKey.project(project.slug), (card) => card && { ...card, project });
        void cache.invalidateQueries({ queryKey: cacheKey.project(project.slug) });
      }
    }
    if (notice.type === "run") {
      cache.setQueryData<RunRow[]>(cacheKey.runs, (runs) => runs && patchRuns(runs, notice));
      cache.setQueryData<ActionRun>(cacheKey.run(notice.run.id), (run) => run && patchRun(run, notice));
      for (const { slug } of notice.targets) void cache.invalidateQueries({ queryKey: cacheKey.projectRuns(slug) });
    }
    if (notice.type === "edges") {
      for (const edge of notice.edges) void cache.invalidateQueries({ queryKey: cacheKey.edge(edge.id) });
    }
  }
}
