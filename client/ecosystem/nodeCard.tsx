import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ExternalLink } from "lucide-react";
import type { EdgeRow } from "../../contracts/graph.ts";
import type { ProjectRow } from "../../contracts/projects.ts";
import { permissionWords } from "../actions/permissionWords.ts";
import { useApi } from "../app/api.ts";
import { Ago, Timely } from "../app/timely.tsx";
import { lengthWords, momentWords } from "../app/timeWords.ts";
import { projectQuery } from "../live/queries.ts";
import { buttonLook } from "../ui/button.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { Section } from "../ui/section.tsx";
import { Status } from "../ui/status.tsx";
import { Tag } from "../ui/tag.tsx";
import { CardActions } from "./cardActions.tsx";
import { CardAlerts } from "./cardAlerts.tsx";
import { CardEdges } from "./cardEdges.tsx";
import { CardEndpoints } from "./cardEndpoints.tsx";
import { CardHistory } from "./cardHistory.tsx";
import { CardHubs } from "./cardHubs.tsx";
import { CardImpact } from "./cardImpact.tsx";
import { CardKpis } from "./cardKpis.tsx";
import { CardPlace } from "./cardPlace.tsx";
import { CardRisk } from "./cardRisk.tsx";
import { CardRuns } from "./cardRuns.tsx";

type NodeCardProps = {
  project: ProjectRow;
  edges: readonly EdgeRow[];
  /** The moment that the map shows; undefined is now. */
  at: string | undefined;
  nameOf(slug: string): string;
  select(selection: { project: string } | { edge: string }): void;
};

const origins = {
  declared: null,
  discovered: "This project announced itself. It is not declared in projects.yaml, so nothing can be asked of it.",
  archived: "This project is no longer declared in projects.yaml.",
} as const;

/** Everything known of one project, what is wrong first. What the map already has is shown at once; hubs and alerts follow. */
export function NodeCard({ project, edges, at, nameOf, select }: NodeCardProps) {
  // What was at a past moment is as old as it was then.
  const asOf = at === undefined ? undefined : Date.parse(at);
  const details = useQuery(projectQuery(useApi(), project.slug));
  const origin = origins[project.origin];
  const alerts = details.data?.alerts.filter(({ status }) => status !== "resolved");
  // Alerts are as they are now: at a past moment they are no news.
  const isAlerting = at === undefined && (alerts === undefined ? project.openAlerts > 0 : alerts.length > 0);
  return (
    <>
      <div className="flex flex-col gap-3 px-4 py-3.5">
        {at !== undefined && (
          <p className="rounded-md bg-accent-soft px-3 py-2">
            Status, numbers, risk and integrations as they were {momentWords(at)}; history, alerts, hubs and endpoints
            as they are now.
          </p>
        )}
        <div className="flex flex-col gap-1">
          <div className="flex flex-wrap items-baseline justify-between gap-x-3">
            <Status status={project.status} />
            {project.lastSeenAt !== null && (
              <span className="text-ink-2">
                seen <Ago at={project.lastSeenAt} asOf={asOf} />
              </span>
            )}
          </div>
          <p className="text-ink-2">
            {project.statusReason}
            <span className="text-ink-3">
              {" · for "}
              <Timely words={(now) => lengthWords(((asOf ?? now) - Date.parse(project.statusSince)) / 1000)} />
            </span>
          </p>
          {project.held && <p className="text-ink-2">The Meta Hub hears nothing now: this is the last status known.</p>}
          {project.flapping && <p className="text-ink-2">The status changes too often to be trusted.</p>}
        </div>
        <div className="flex flex-wrap gap-2">
          <a
            href={`/open/${project.slug}`}
            target="_blank"
            rel="noopener"
            className={buttonLook("primary")}
            aria-label={`Open instance ${project.name} in a new window`}
          >
            Open Instance
            <ExternalLink className="size-3.5" aria-hidden="true" />
          </a>
          <Link to="/projects/$slug" params={{ slug: project.slug }} className={buttonLook("plain")}>
            History
          </Link>
        </div>
        <CardActions project={project} />
      </div>
      {isAlerting && <CardAlerts key={project.slug} alerts={alerts} />}
      <div className="flex flex-col gap-3 border-t border-line px-4 py-3.5">
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 [&>dt]:text-ink-3">
          <dt>Domain</dt>
          <dd>{project.domain ?? <span className="text-ink-3">none</span>}</dd>
          <dt>Teams</dt>
          <dd className="flex flex-wrap gap-1">
            {project.teams.length === 0 ? (
              <span className="text-ink-3">none</span>
            ) : (
              project.teams.map((team) => <Tag key={team}>{team}</Tag>)
            )}
          </dd>
          <dt>Tags</dt>
          <dd className="flex flex-wrap gap-1">
            {project.tags.length === 0 ? (
              <span className="text-ink-3">none</span>
            ) : (
              project.tags.map((tag) => <Tag key={tag}>{tag}</Tag>)
            )}
          </dd>
          <dt>Version</dt>
          <dd>{project.version ?? <span className="text-ink-3">unknown</span>}</dd>
          <dt>May be asked for</dt>
          <dd>{project.allowFanout.map((permission) => permissionWords[permission]).join(", ") || "nothing"}</dd>
          {at === undefined && (
            <>
              <dt>Place</dt>
              <CardPlace project={project} />
            </>
          )}
        </dl>
        {origin && <p className="text-ink-2">{origin}</p>}
      </div>
      <CardKpis kpis={project.kpis} completeness={project.completeness} />
      <CardHistory key={project.slug} slug={project.slug} />
      <CardRisk risk={project.risk} />
      <CardEdges slug={project.slug} edges={edges} nameOf={nameOf} select={select} />
      <CardImpact slug={project.slug} edges={edges} nameOf={nameOf} select={select} />
      {details.isPending && <CardSkeleton />}
      {details.isError && <FailureNotice error={details.error} retry={() => void details.refetch()} />}
      {details.data && (
        <>
          {!isAlerting && <CardAlerts alerts={alerts} />}
          <CardRuns slug={project.slug} />
          <CardHubs hubs={details.data.hubs} />
          <CardEndpoints endpoints={details.data.endpoints} drift={details.data.drift} />
        </>
      )}
    </>
  );
}

function CardSkeleton() {
  return (
    <Section title="Alerts and hubs">
      <div className="skeleton h-4 w-3/4" />
      <div className="skeleton h-4 w-1/2" />
      <span className="sr-only">Loading</span>
    </Section>
  );
}
