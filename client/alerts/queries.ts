import { queryOptions } from "@tanstack/react-query";
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
