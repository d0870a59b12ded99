import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useApi } from "../app/api.ts";
import { useNow } from "../app/clock.ts";
import { useLive } from "../live/live.tsx";
import { alertsQuery } from "../live/queries.ts";
import { Card } from "../ui/card.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Segments } from "../ui/segments.tsx";
import { AlertItem } from "./alertItem.tsx";
import { groupAlerts } from "./group.ts";
import { Silences } from "./silences.tsx";

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
  open: "Nothing needs attention.",
  acknowledged: "No alert is acknowledged and still unresolved.",
  resolved: "No alert has been resolved yet.",
} as const;

/** Every alert of the ecosystem as it stands now, grouped, with what can be done about it. */
export function AlertsPage() {
  const { status = "open", by = "project" } = route.useSearch();
  const navigate = route.useNavigate();
  const { journal, ready } = useLive();
  const alerts = useQuery({ ...alertsQuery(useApi(), journal), enabled: ready });
  const now = useNow();
  const shown = alerts.data?.filter((alert) => alert.status === status);
  return (
    <Page
      title="Alerts"
      aside={
        <span className="flex flex-wrap gap-2">
          <Segments
            label="Alerts shown"
            value={status}
            options={statuses}
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
      <Silences now={now} />
      {alerts.isError && <FailureNotice error={alerts.error} retry={() => void alerts.refetch()} />}
      {alerts.isPending && <div className="skeleton h-24" role="status" aria-label="Loading alerts" />}
      {shown?.length === 0 && <Notice title={none[status]} />}
      {groupAlerts(shown ?? [], by).map(({ title, project, alerts }) => (
        <Card key={title} title={title} aside={<GroupAside project={project} count={alerts.length} />}>
          <ul className="-my-3 flex flex-col divide-y divide-line *:py-3">
            {alerts.map((alert) => (
              <li key={alert.id}>
                <AlertItem alert={alert} now={now} />
              </li>
            ))}
          </ul>
        </Card>
      ))}
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
