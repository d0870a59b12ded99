import { queryOptions } from "@tanstack/react-query";
import type { AlertRow } from "../../contracts/alerts.ts";
import type { EcosystemMap } from "../../contracts/graph.ts";
import type { Api } from "../app/api.ts";
import { patchAlerts, patchMap } from "../graph/merge.ts";
import type { Journal } from "./journal.ts";

/** Keys of everything that is cached. What the stream patches, it finds by these. */
export const cacheKey = {
  ecosystem: ["ecosystem"],
  alerts: ["alerts"],
  project: (slug: string) => ["project", slug],
  edge: (id: string) => ["edge", id],
  edgeHistory: (id: string, from: string) => ["edge", id, "history", from],
  silences: ["silences"],
  catalog: ["catalog"],
  runs: ["runs"],
  run: (id: string) => ["run", id],
  projectRuns: (slug: string) => ["projectRuns", slug],
  session: ["session"],
  system: ["system"],
  quarantine: ["quarantine"],
  series: (slug: string, from: string, points: number) => ["series", slug, from, points],
} as const;

/** The live map: asked once, then patched by the stream. */
export function ecosystemQuery(api: Api, journal: Journal) {
  return queryOptions({
    queryKey: cacheKey.ecosystem,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<EcosystemMap> => {
      const { answer, notices } = await journal.during(() => api.graph.ecosystem.query(undefined, { signal }));
      return notices.reduce(patchMap, answer);
    },
  });
}

/** More alerts than an answer carries by default; a hub that has more unresolved is asked again. */
const alertsAtOnce = 1000;

/**
 * Every alert that is not resolved, newest first: asked once, page after page, then patched by the stream. One that resolves
 * meanwhile stays in it as resolved.
 */
export function alertsQuery(api: Api, journal: Journal) {
  return queryOptions({
    queryKey: cacheKey.alerts,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<AlertRow[]> => {
      const { answer, notices } = await journal.during(() => listUnresolved(api, signal));
      return notices.reduce(patchAlerts, answer);
    },
  });
}

async function listUnresolved(api: Api, signal: AbortSignal): Promise<AlertRow[]> {
  const found: AlertRow[] = [];
  for (;;) {
    const page = await api.alerts.list.query(
      { status: ["open", "acknowledged"], after: found.at(-1)?.id, limit: alertsAtOnce },
      { signal },
    );
    found.push(...page);
    if (page.length < alertsAtOnce) return found;
  }
}

/** What only the opened card needs: hubs and alerts of one project. Asked again when the stream names the project. */
export function projectQuery(api: Api, slug: string) {
  return queryOptions({
    queryKey: cacheKey.project(slug),
    staleTime: 30_000,
    queryFn: ({ signal }) => api.projects.bySlug.query({ slug }, { signal }),
  });
}

/** The proofs behind an edge. They age, so an opened card asks again every minute. */
export function edgeQuery(api: Api, id: string) {
  return queryOptions({
    queryKey: cacheKey.edge(id),
    staleTime: 30_000,
    refetchInterval: 60_000,
    queryFn: ({ signal }) => api.graph.edge.query({ id }, { signal }),
  });
}

/** How strong an edge was from a moment on. */
export function edgeHistoryQuery(api: Api, id: string, from: string) {
  return queryOptions({
    queryKey: cacheKey.edgeHistory(id, from),
    staleTime: 60_000,
    queryFn: ({ signal }) => api.graph.edgeHistory.query({ id, from }, { signal }),
  });
}

/** Who is signed in. */
export function sessionQuery(api: Api) {
  return queryOptions({
    queryKey: cacheKey.session,
    staleTime: 300_000,
    queryFn: ({ signal }) => api.system.session.query(undefined, { signal }),
  });
}

/** How the Meta Hub itself is; looked at every 5 s while shown. */
export function systemQuery(api: Api) {
  return queryOptions({
    queryKey: cacheKey.system,
    refetchInterval: 5000,
    queryFn: ({ signal }) => api.system.status.query(undefined, { signal }),
  });
}

/** A project's history from a moment on, at most `points` points a key. */
export function seriesQuery(api: Api, slug: string, from: string, points: number) {
  return queryOptions({
    queryKey: cacheKey.series(slug, from, points),
    staleTime: 60_000,
    queryFn: ({ signal }) => api.metrics.series.query({ project: slug, from, points }, { signal }),
  });
}
