import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { projectRunsQuery } from "../actions/queries.ts";
import { stateWords } from "../actions/stateMark.tsx";
import { useActionTitles } from "../actions/useActionTitles.ts";
import { resolvedOfProjectQuery } from "../alerts/queries.ts";
import { withLive } from "../alerts/withLive.ts";
import { useApi } from "../app/api.ts";
import type { Annotation } from "../charts/chartData.ts";
import { standingOf } from "../graph/receiptSteps.ts";
import { useLive } from "../live/live.tsx";
import { alertsQuery } from "../live/queries.ts";

/** What happened to a project since a moment that may explain its numbers: its alerts, and the runs it was part of. */
export function useAnnotations(slug: string, from: string): Annotation[] {
  const api = useApi();
  const { journal, ready } = useLive();
  const alerts = useQuery({ ...alertsQuery(api, journal), enabled: ready }).data;
  const resolved = useQuery(resolvedOfProjectQuery(api, slug)).data;
  const runs = useQuery(projectRunsQuery(api, slug)).data;
  const titleOf = useActionTitles();
  return useMemo(() => {
    const fired = withLive(resolved ?? [], alerts ?? []).flatMap(({ project, createdAt, title }): Annotation[] =>
      project === slug && createdAt >= from ? [{ at: Date.parse(createdAt) / 1000, kind: "alert", label: title }] : [],
    );
    const asked = (runs ?? []).flatMap(({ run, target }): Annotation[] => {
      if (run.startedAt < from) return [];
      const label = `${titleOf(run.action)}: ${stateWords(standingOf(target)).toLowerCase()}`;
      return [{ at: Date.parse(run.startedAt) / 1000, kind: "run", label }];
    });
    return [...fired, ...asked].sort((a, b) => b.at - a.at);
  }, [alerts, resolved, runs, titleOf, slug, from]);
}
