import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { AlertRow } from "../../contracts/alerts.ts";
import { useApi } from "../app/api.ts";
import { mergeRows } from "../graph/merge.ts";
import { cacheKey } from "../live/queries.ts";

/** Acknowledges or resolves one alert; the page shows the answer at once, and others through the stream. */
export function useAlertChange(alert: AlertRow) {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: "acknowledge" | "resolve") => api.alerts[change].mutate({ id: alert.id }),
    onSuccess: (changed) => {
      cache.setQueryData<AlertRow[]>(cacheKey.alerts, (rows) => rows && mergeRows(rows, ({ id }) => id, [changed], []));
      if (alert.project !== null) void cache.invalidateQueries({ queryKey: cacheKey.project(alert.project) });
    },
  });
}
