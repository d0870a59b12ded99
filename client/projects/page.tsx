import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronLeft, ExternalLink } from "lucide-react";
import { useApi } from "../app/api.ts";
import { useNow } from "../app/clock.ts";
import { agoWords } from "../app/timeWords.ts";
import { CardKpis } from "../ecosystem/cardKpis.tsx";
import { CardRisk } from "../ecosystem/cardRisk.tsx";
import { projectQuery } from "../live/queries.ts";
import { buttonLook } from "../ui/button.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Status } from "../ui/status.tsx";
import { History } from "./history.tsx";

const route = getRouteApi("/meta/projects/$slug");

/** One project over time. */
export function ProjectPage() {
  const { slug } = route.useParams();
  const api = useApi();
  const now = useNow();
  const card = useQuery(projectQuery(api, slug));

  if (card.isError) return <FailureNotice error={card.error} retry={() => void card.refetch()} />;
  const project = card.data?.project;
  return (
    <Page
      title={project?.name ?? slug}
      above={
        <Link
          to="/ecosystem"
          search={{ project: slug }}
          className="inline-flex min-h-6 items-center gap-1 text-ink-2 hover:text-ink hover:underline"
        >
          <ChevronLeft className="size-3.5" aria-hidden="true" /> Ecosystem
        </Link>
      }
      aside={
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {project && (
            <span className="flex items-baseline gap-3">
              <Status status={project.status} />
              <span className="text-ink-2">
                {project.lastSeenAt === null ? "never seen" : `seen ${agoWords(project.lastSeenAt, now)}`}
              </span>
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
        <History slug={slug} />
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
