import { queryOptions } from "@tanstack/react-query";
import type { Api } from "../../app/api.ts";

/** The map as it was. The past does not change, so an answer is kept for as long as the page lives. */
export function pastQuery(api: Api, at: string) {
  return queryOptions({
    queryKey: ["past", at],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => api.graph.ecosystem.query({ at }, { signal }),
  });
}

/** What changed from one moment to another; without `to`, to now. */
export function diffQuery(api: Api, from: string, to: string | undefined) {
  return queryOptions({
    queryKey: ["diff", from, to],
    staleTime: to === undefined ? 60_000 : Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => api.graph.diff.query(to === undefined ? { from } : { from, to }, { signal }),
  });
}
