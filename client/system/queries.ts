import { infiniteQueryOptions } from "@tanstack/react-query";
import type { QuarantinedEvent } from "../../contracts/system.ts";
import type { Api } from "../app/api.ts";
import { cacheKey } from "../live/queries.ts";

const eventsAtOnce = 20;

/** The events that were rejected, newest first, with what came, a page at a time; for admins. */
export function quarantineQuery(api: Api) {
  return infiniteQueryOptions({
    queryKey: cacheKey.quarantine,
    refetchInterval: 5000,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }): Promise<QuarantinedEvent[]> =>
      api.system.quarantine.query({ after: pageParam, limit: eventsAtOnce }, { signal }),
    getNextPageParam: (page) => (page.length < eventsAtOnce ? undefined : page.at(-1)?.id),
  });
}
