import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { AlertRow } from "../../contracts/alerts.ts";
import { useApi } from "../app/api.ts";
import { useNow } from "../app/clock.ts";
import { agoWords, momentWords } from "../app/timeWords.ts";
import { useLive } from "../live/live.tsx";
import { alertsQuery } from "../live/queries.ts";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Segments } from "../ui/segments.tsx";
import { Severity } from "../ui/severity.tsx";

const route = getRouteApi("/meta/alerts");

const options = [
  { value: "open", label: "Open" },
  { value: "acknowledged", label: "Acknowledged" },
  { value: "resolved", label: "Resolved" },
] as const;

const none = {
  open: "Nothing needs attention.",
  acknowledged: "No alert is acknowledged and still unresolved.",
  resolved: "No alert has been resolved yet.",
} as const;

/** Every alert of the ecosystem, newest first, as it stands now. */
export function AlertsPage() {
  const { status = "open" } = route.useSearch();
  const navigate = route.useNavigate();
  const { journal, ready } = useLive();
  const alerts = useQuery({ ...alertsQuery(useApi(), journal), enabled: ready });
  const now = useNow();
  const shown = alerts.data?.filter((alert) => alert.status === status);
  return (
    <Page
      title="Alerts"
      aside={
        <Segments
          label="Alerts shown"
          value={status}
          options={options}
          onChange={(next) => void navigate({ search: next === "open" ? {} : { status: next } })}
        />
      }
    >
      {alerts.isError && <FailureNotice error={alerts.error} retry={() => void alerts.refetch()} />}
      {alerts.isPending && <div className="skeleton h-24" role="status" aria-label="Loading alerts" />}
      {shown?.length === 0 && <Notice title={none[status]} />}
      {shown && shown.length > 0 && (
        <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
          {shown.map((alert) => (
            <Alert key={alert.id} alert={alert} now={now} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function Alert({ alert, now }: { alert: AlertRow; now: number }) {
  return (
    <li className="grid grid-cols-[96px_1fr_auto] gap-x-4 gap-y-1 px-4 py-3 max-sm:grid-cols-1">
      <Severity of={alert.severity} />
      <div className="flex min-w-0 flex-col gap-0.5">
        <span className="font-medium">{alert.title}</span>
        <span className="text-ink-2">{alert.description}</span>
      </div>
      <div className="flex flex-col text-xs text-ink-3 sm:items-end">
        <span title={momentWords(alert.createdAt)}>{agoWords(alert.createdAt, now)}</span>
        {alert.project && (
          <Link
            to="/ecosystem"
            search={{ project: alert.project }}
            className="inline-flex min-h-6 items-center text-accent hover:underline"
          >
            {alert.project}
          </Link>
        )}
        {alert.resolvedAt && <span>resolved {agoWords(alert.resolvedAt, now)}</span>}
      </div>
    </li>
  );
}
