import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { capabilityManifest } from "../../contracts/capabilities.ts";
import { instanceAuditCard, instanceAudits, instanceGraph, instanceTasks } from "../../contracts/instance.ts";
import { askHub } from "./hubApi.ts";

/** How often the hub is asked again while its page is open, in milliseconds; a running scan is followed closely. */
const usualMs = 30_000;
const scanningMs = 1500;

export const manifestQuery = queryOptions({
  queryKey: ["hub", "capabilities"],
  queryFn: ({ signal }) => askHub("/api/capabilities", capabilityManifest, signal),
});

/** A folder of the repository with the sums of what is below it. `""` is the root. */
export function graphQuery(folder: string) {
  return queryOptions({
    queryKey: ["hub", "graph", folder],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ folder, limit: "2000" });
      return askHub(`/api/graph?${query}`, instanceGraph, signal);
    },
    refetchInterval: ({ state }) => (state.data?.scan?.state === "running" ? scanningMs : usualMs),
    placeholderData: (before) => before,
  });
}

export const tasksQuery = infiniteQueryOptions({
  queryKey: ["hub", "tasks"],
  queryFn: ({ signal, pageParam }) => askHub(`/api/task?limit=100&offset=${pageParam}`, instanceTasks, signal),
  initialPageParam: 0,
  getNextPageParam: ({ next }) => next,
  refetchInterval: usualMs,
});

export const auditsQuery = queryOptions({
  queryKey: ["hub", "audits"],
  queryFn: ({ signal }) => askHub("/api/audits?limit=50", instanceAudits, signal),
  refetchInterval: 5000,
});

export function auditQuery(id: string) {
  return queryOptions({
    queryKey: ["hub", "audit", id],
    queryFn: ({ signal }) => askHub(`/api/audits/${encodeURIComponent(id)}?limit=200`, instanceAuditCard, signal),
  });
}
