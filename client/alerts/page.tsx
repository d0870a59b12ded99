import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { AlertStatus } from "../../contracts/alerts.ts";
import { useApi } from "../app/api.ts";
import { useLive } from "../live/live.tsx";
import { alertsQuery } from "../live/queries.ts";
import { useProjectName } from "../projects/useProjectName.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { LongList } from "../ui/longList.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Segments } from "../ui/segments.tsx";
import { AlertItem } from "./alertItem.tsx";
import { groupAlerts } from "./group.ts";
import { resolvedAlertsQuery } from "./queries.ts";
import { watched } from "./rules.ts";
import { Silences } from "./silences.tsx";
import { withLive } from "./withLive.ts";

const route = getRouteApi("/meta/alerts");

const statuses = [
  { value: "open", label: "Firing" },
  { value: "acknowledged", label: "Acknowledged" },
  { value: "resolved", label: "Resolved" },
] as const;

const groupings = [
  { value: "project", label: "By project" },
  { value: "rule", label: "By rule" },
] as const;

const none = {
  open: "Nothing needs attention",
  acknowledged: "No alert is acknowledged and still unresolved",
  resolved: "No alert has been resolved yet",
} as const;

/** Every alert of the ecosystem as it stands now, grouped, with what can be done about it. */
export function AlertsPage() {
  const { status = "open", by = "project" } = route.useSearch();
  const navigate = route.useNavigate();
  const { journal, ready } = useLive();
  const api = useApi();
  const live = useQuery({ ...alertsQuery(api, journal), enabled: ready });
  const resolved = useInfiniteQuery({ ...resolvedAlertsQuery(api), enabled: status === "resolved" });
  const asked = status === "resolved" ? resolved : live;
  const nameOf = useProjectName();
  const count = (of: AlertStatus) => live.data?.filter((alert) => alert.status === of).length;
  const shown =
    asked.data &&
    withLive(resolved.data?.pages.flat() ?? [], live.data ?? []).filter((alert) => alert.status === status);
  return (
    <Page
      title="Alerts"
      aside={
        <span className="flex flex-wrap gap-2">
          <Segments
            label="Alerts shown"
            value={status}
            options={statuses.map(({ value, label }) => ({
              value,
              label: value === "resolved" ? label : [label, count(value)].join(" ").trim(),
            }))}
            onChange={(next) => void navigate({ search: (before) => ({ ...before, status: next }) })}
          />
          <Segments
            label="Grouped"
            value={by}
            options={groupings}
            onChange={(next) => void navigate({ search: (before) => ({ ...before, by: next }) })}
          />
        </span>
      }
    >
      <Silences />
      {asked.isError && <FailureNotice error={asked.error} retry={() => void asked.refetch()} />}
      {asked.isPending && <div className="skeleton h-24" role="status" aria-label="Loading alerts" />}
      {shown?.length === 0 && (
        <Notice title={none[status]}>
          {status === "open" && (
            <p>
              Watched for: {watched.join(", ")}. <code>docs/alerts.md</code> says when each fires and what to do then.
            </p>
          )}
        </Notice>
      )}
      {groupAlerts(shown ?? [], by, nameOf).map(({ key, title, project, alerts }) => (
        <Card key={key} title={title} aside={<GroupAside project={project} count={alerts.length} />}>
          <div className="-my-3 flex flex-col">
            <LongList
              items={alerts}
              few={20}
              keyOf={({ id }) => id}
              className="flex flex-col divide-y divide-line *:py-3"
            >
              {(alert) => <AlertItem alert={alert} />}
            </LongList>
          </div>
        </Card>
      ))}
      {status === "resolved" && resolved.hasNextPage && (
        <Button
          className="self-center"
          disabled={resolved.isFetchingNextPage}
          onClick={() => void resolved.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </Page>
  );
}

function GroupAside({ project, count }: { project: string | null; count: number }) {
  return (
    <span className="flex items-center gap-3">
      {count} {count === 1 ? "alert" : "alerts"}
      {project !== null && (
        <Link
          to="/ecosystem"
          search={{ project }}
          className="inline-flex min-h-6 items-center text-accent hover:underline"
        >
          On the map
        </Link>
      )}
    </span>
  );
}
