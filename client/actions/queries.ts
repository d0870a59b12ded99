import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { ActionRun, PlanQuery, RunRow } from "../../contracts/actions.ts";
import type { Api } from "../app/api.ts";
import type { Journal } from "../live/journal.ts";
import { cacheKey } from "../live/queries.ts";
import { patchRun, patchRuns } from "./patchRuns.ts";

/** Every action there is; it changes only with a new version of the Meta Hub. */
export function catalogQuery(api: Api) {
  return queryOptions({
    queryKey: cacheKey.catalog,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => api.actions.catalog.query(undefined, { signal }),
  });
}

/** What a start would do now. Kept for nobody: a plan is true only at the moment it is made. */
export function planQueryOf(api: Api, query: PlanQuery) {
  return queryOptions({
    queryKey: ["plan", query],
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) => api.actions.plan.query(query, { signal }),
  });
}

/** How many runs are asked for at once. */
export const runsAtOnce = 100;

/** The latest runs, newest first: asked once, then patched by the stream. */
export function runsQuery(api: Api, journal: Journal) {
  return queryOptions({
    queryKey: cacheKey.runs,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<RunRow[]> => {
      const { answer, notices } = await journal.during(() => api.actions.runs.query({ limit: runsAtOnce }, { signal }));
      return notices.reduce(patchRuns, answer);
    },
  });
}

/** The runs before one, by its id, newest first, a page at a time. */
export function olderRunsQuery(api: Api, before: string | undefined) {
  return infiniteQueryOptions({
    queryKey: [...cacheKey.runs, "before", before],
    staleTime: 60_000,
    initialPageParam: before,
    queryFn: ({ signal, pageParam }): Promise<RunRow[]> =>
      api.actions.runs.query({ before: pageParam, limit: runsAtOnce }, { signal }),
    getNextPageParam: (page) => (page.length < runsAtOnce ? undefined : page.at(-1)?.id),
  });
}

/** The latest runs in which a project was asked, newest first. Asked again when the stream tells of another. */
export function projectRunsQuery(api: Api, slug: string) {
  return queryOptions({
    queryKey: cacheKey.projectRuns(slug),
    staleTime: 60_000,
    queryFn: ({ signal }) => api.actions.ofProject.query({ project: slug, limit: 100 }, { signal }),
  });
}

/** One run with its targets: asked once, then patched by the stream. */
export function runQuery(api: Api, journal: Journal, runId: string) {
  return queryOptions({
    queryKey: cacheKey.run(runId),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<ActionRun> => {
      const { answer, notices } = await journal.during(() => api.actions.run.query({ runId }, { signal }));
      return notices.reduce(patchRun, answer);
    },
  });
}
