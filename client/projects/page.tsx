import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ExternalLink } from "lucide-react";
import { useMemo } from "react";
import { useApi } from "../app/api.ts";
import { useNow } from "../app/clock.ts";
import { type SpanName, spanOptions, spans } from "../app/spans.ts";
import { agoWords } from "../app/timeWords.ts";
import { Chart } from "../charts/chart.tsx";
import { type Part, within } from "../charts/part.ts";
import { PartControls } from "../charts/partControls.tsx";
import { CardKpis } from "../ecosystem/cardKpis.tsx";
import { CardRisk } from "../ecosystem/cardRisk.tsx";
import { projectQuery, seriesQuery } from "../live/queries.ts";
import { buttonLook } from "../ui/button.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Segments } from "../ui/segments.tsx";
import { Status } from "../ui/status.tsx";
import { AnnotationList } from "./annotationList.tsx";
import { beginOf, charted } from "./charted.ts";
import { useAnnotations } from "./useAnnotations.ts";

const route = getRouteApi("/meta/projects/$slug");

/** One project over time. */
export function ProjectPage() {
  const { slug } = route.useParams();
  const api = useApi();
  const now = useNow();
  const { span = "24h", ...chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const card = useQuery(projectQuery(api, slug));
  const minute = Math.floor(now / 60_000) * 60_000;
  const from = useMemo(() => new Date(minute - spans[span]).toISOString(), [minute, span]);
  const series = useQuery({ ...seriesQuery(api, slug, from, 300), placeholderData: (before) => before });

  const annotations = useAnnotations(slug, from);
  const charts = useMemo(() => series.data && charted(series.data), [series.data]);
  const whole = useMemo(
    () => charts && { from: beginOf(charts, Date.parse(from), minute), to: minute + 60_000 },
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

  if (card.isError) return <FailureNotice error={card.error} retry={() => void card.refetch()} />;
  const project = card.data?.project;
  return (
    <Page
      title={project?.name ?? slug}
      aside={
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {project && (
            <span className="flex items-baseline gap-3">
              <Status status={project.status} />
              <span className="text-ink-2">seen {agoWords(project.lastSeenAt, now)}</span>
            </span>
          )}
          <span className="flex gap-2">
            <a href={`/open/${slug}`} target="_blank" rel="noopener" className={buttonLook("primary")}>
              Open Instance <ExternalLink className="size-3.5" aria-hidden="true" />
            </a>
            <Link to="/ecosystem" search={{ project: slug }} className={buttonLook("plain")}>
              On the map
            </Link>
          </span>
        </div>
      }
    >
      <div className="grid gap-4 lg:grid-cols-[1fr_340px]">
        <div className="flex min-w-0 flex-col gap-4">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <Segments<SpanName>
              label="Time shown"
              value={span}
              options={spanOptions}
              onChange={(next) => void navigate({ search: { span: next } })}
            />
            {whole && charts && charts.length > 0 && <PartControls {...{ whole, part, choose }} />}
          </div>
          {series.isError && <FailureNotice error={series.error} retry={() => void series.refetch()} />}
          {series.isPending && <div className="skeleton h-48" role="status" aria-label="Loading history" />}
          {charts?.length === 0 && (
            <Notice title="No history yet">Numbers appear here as the project reports them.</Notice>
          )}
          {whole &&
            charts?.map((chart) => (
              <Chart key={chart.title} chart={chart} {...(part ?? whole)} annotations={annotations} onChoose={choose} />
            ))}
          {annotations.length > 0 && <AnnotationList annotations={annotations} />}
        </div>
        <div className="self-start rounded-lg border border-line bg-surface">
          {project ? (
            <>
              <CardRisk risk={project.risk} />
              <CardKpis kpis={project.kpis} completeness={project.completeness} />
            </>
          ) : (
            <div className="skeleton h-64" />
          )}
        </div>
      </div>
    </Page>
  );
}
