import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { capabilityManifest } from "../../contracts/capabilities.ts";
import {
  instanceAuditCard,
  instanceAudits,
  instanceFileCard,
  instanceGraph,
  instanceOutline,
  instanceSearchResult,
  instanceStatus,
  instanceTasks,
} from "../../contracts/instance.ts";
import { askHub } from "./hubApi.ts";

/** How often the hub is asked again while its page is open, in milliseconds; a running scan is followed closely. */
const usualMs = 30_000;
const scanningMs = 1500;

export const manifestQuery = queryOptions({
  queryKey: ["hub", "capabilities"],
  queryFn: ({ signal }) => askHub("/api/capabilities", capabilityManifest, signal),
});

export const statusQuery = queryOptions({
  queryKey: ["hub", "status"],
  queryFn: ({ signal }) => askHub("/api/status", instanceStatus, signal),
  refetchInterval: usualMs,
});

/** What is in a folder: its folders with the sums of what is below them, and its own files a page at a time. */
export function folderQuery(folder: string) {
  return infiniteQueryOptions({
    queryKey: ["hub", "folder", folder],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ folder, depth: "direct", limit: "500", offset: String(pageParam) });
      return askHub(`/api/graph?${query}`, instanceGraph, signal);
    },
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => (state.data?.pages[0]?.scan?.state === "running" ? scanningMs : usualMs),
    placeholderData: (before) => before,
  });
}

/** The map. `open` as it stands in the address: `.` is none, absent is the hub's choice. */
export function outlineQuery(open: string | undefined, file: string | undefined) {
  const query = new URLSearchParams();
  if (open !== undefined) query.set("open", open === "." ? "" : open);
  if (file !== undefined) query.set("show", file);
  return queryOptions({
    queryKey: ["hub", "outline", open, file],
    queryFn: ({ signal }) => askHub(`/api/graph/outline?${query}`, instanceOutline, signal),
    refetchInterval: usualMs,
    placeholderData: (before) => before,
  });
}

export function fileQuery(path: string) {
  return queryOptions({
    queryKey: ["hub", "file", path],
    queryFn: ({ signal }) => askHub(`/api/file?${new URLSearchParams({ path })}`, instanceFileCard, signal),
    refetchInterval: usualMs,
  });
}

export function searchQuery(text: string) {
  return queryOptions({
    queryKey: ["hub", "search", text],
    queryFn: ({ signal }) => askHub(`/api/search?${new URLSearchParams({ text })}`, instanceSearchResult, signal),
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

/** One audit with its findings, the gravest first, a page at a time. */
export function auditQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ["hub", "audit", id],
    queryFn: ({ signal, pageParam }) =>
      askHub(`/api/audits/${encodeURIComponent(id)}?limit=200&offset=${pageParam}`, instanceAuditCard, signal),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => (state.data?.pages[0]?.audit.finishedAt === null ? 2000 : false),
  });
}
