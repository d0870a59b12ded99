import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { AlertRow } from "../../contracts/alerts.ts";
import type { Api } from "../app/api.ts";
import { cacheKey } from "../live/queries.ts";

/** The silences that hold now. They end by themselves, so they are asked again now and then. */
export function silencesQuery(api: Api) {
  return queryOptions({
    queryKey: cacheKey.silences,
    refetchInterval: 60_000,
    queryFn: ({ signal }) => api.alerts.silences.query({}, { signal }),
  });
}

const resolvedAtOnce = 100;

/** Alerts that are resolved, newest first, a page at a time. Those that resolve later come with the live alerts. */
export function resolvedAlertsQuery(api: Api) {
  return infiniteQueryOptions({
    queryKey: [...cacheKey.alerts, "resolved"],
    staleTime: Number.POSITIVE_INFINITY,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }): Promise<AlertRow[]> =>
      api.alerts.list.query({ status: "resolved", after: pageParam, limit: resolvedAtOnce }, { signal }),
    getNextPageParam: (page) => (page.length < resolvedAtOnce ? undefined : page.at(-1)?.id),
  });
}

/** The latest alerts of one project that are resolved, newest first. */
export function resolvedOfProjectQuery(api: Api, slug: string) {
  return queryOptions({
    queryKey: [...cacheKey.alerts, "resolved", slug],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => api.alerts.list.query({ status: "resolved", project: slug, limit: 200 }, { signal }),
  });
}
