import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { useApi } from "../app/api.ts";
import { useNow } from "../app/clock.ts";
import { type SpanName, spanOptions, spans } from "../app/spans.ts";
import { Chart } from "../charts/chart.tsx";
import { type Part, within } from "../charts/part.ts";
import { PartControls } from "../charts/partControls.tsx";
import { seriesQuery } from "../live/queries.ts";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { Segments } from "../ui/segments.tsx";
import { AnnotationKey, AnnotationList } from "./annotationList.tsx";
import { beginOf, charted, firstOf, isYoung, isYoungHistory } from "./charted.ts";
import { useAnnotations } from "./useAnnotations.ts";
import { YoungCharts } from "./youngCharts.tsx";

const route = getRouteApi("/meta/projects/$slug");
const minuteMs = 60_000;

/** A project's numbers over time, and what happened meanwhile. */
export function History({ slug }: { slug: string }) {
  const api = useApi();
  const now = useNow();
  const { span = "24h", ...chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const minute = Math.floor(now / minuteMs) * minuteMs;
  const from = useMemo(() => new Date(minute - spans[span]).toISOString(), [minute, span]);
  const series = useQuery({
    ...seriesQuery(api, slug, from, 300),
    placeholderData: (before) => before,
    // What is known for minutes only changes from moment to moment, and stands beside numbers that are live.
    refetchInterval: ({ state }) => (state.data && isYoungHistory(charted(state.data), Date.now()) ? 5000 : false),
  });
  const annotations = useAnnotations(slug, from);
  const charts = useMemo(() => series.data && charted(series.data), [series.data]);
  const whole = useMemo(
    () => charts && { from: beginOf(charts, Date.parse(from), minute), to: minute + minuteMs },
    [charts, from, minute],
  );
  const part =
    whole && chosen.from && chosen.to
      ? within({ from: Date.parse(chosen.from), to: Date.parse(chosen.to) }, whole)
      : null;
  const choose = (next: Part | null) => {
    const between = next && { from: new Date(next.from).toISOString(), to: new Date(next.to).toISOString() };
    void navigate({ search: { span, ...between }, replace: true });
  };
  const young = charts?.filter((chart) => isYoung(chart, now)) ?? [];
  const drawn = charts?.filter((chart) => !young.includes(chart)) ?? [];
  const first = charts ? firstOf(charts) : null;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Segments<SpanName>
          label="Time shown"
          value={span}
          options={spanOptions}
          onChange={(next) => void navigate({ search: { span: next } })}
        />
        {whole && drawn.length > 0 && <PartControls {...{ whole, part, choose }} />}
        {first !== null && first - Date.parse(from) > 5 * minuteMs && (
          <span className="text-ink-3">History since {sinceWords(first)}</span>
        )}
        {drawn.length > 0 && <AnnotationKey annotations={annotations} />}
      </div>
      {series.isError && <FailureNotice error={series.error} retry={() => void series.refetch()} />}
      {series.isPending && <div className="skeleton h-48" role="status" aria-label="Loading history" />}
      {charts?.length === 0 && <Notice title="No history yet">Numbers appear here as the project reports them.</Notice>}
      {whole &&
        drawn.map((chart) => (
          <Chart key={chart.title} chart={chart} {...(part ?? whole)} annotations={annotations} onChoose={choose} />
        ))}
      {young.length > 0 && <YoungCharts charts={young} />}
      {annotations.length > 0 && <AnnotationList annotations={annotations} />}
    </div>
  );
}

/** A moment in milliseconds since 1970, to the minute. */
const sinceWords = (moment: number) =>
  new Date(moment).toLocaleString(undefined, {
    ...{ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  });
