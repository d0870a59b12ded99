import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { AlertStatus } from "../../contracts/alerts.ts";
import { useApi } from "../app/api.ts";
import { useDraft } from "../ecosystem/useDraft.ts";
import { useLive } from "../live/live.tsx";
import { alertsQuery } from "../live/queries.ts";
import { useProjectName } from "../projects/useProjectName.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { LongList } from "../ui/longList.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Segments } from "../ui/segments.tsx";
import { AcknowledgeAll } from "./acknowledgeAll.tsx";
import { AlertItem } from "./alertItem.tsx";
import { filterAlerts } from "./filter.ts";
import { type AlertGroup, groupAlerts } from "./group.ts";
import { resolvedAlertsQuery } from "./queries.ts";
import { type AlertsSearch, parseAlertsSearch } from "./search.ts";
import { Silences } from "./silences.tsx";
import { Watched } from "./watched.tsx";
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

const severities = [
  { value: "all", label: "All" },
  { value: "critical", label: "Critical" },
  { value: "warning", label: "Warning" },
  { value: "info", label: "Info" },
] as const;

/** So many groups are shown, and so many more at each press. */
const groupsAtOnce = 30;
/** The same of the alerts of a group; those that are resolved come page by page, and whole. */
const alertsAtOnce = 10;
const resolvedAtOnce = Number.POSITIVE_INFINITY;

/** Every alert of the ecosystem as it stands now, grouped, with what can be done about it. */
export function AlertsPage() {
  const search = route.useSearch();
  const { status = "open", by = "project", severity, text = "" } = search;
  const navigate = route.useNavigate();
  const change = (patch: AlertsSearch, replace = false) =>
    void navigate({ search: (before) => parseAlertsSearch({ ...before, ...patch }), replace });
  const { journal, ready } = useLive();
  const api = useApi();
  const live = useQuery({ ...alertsQuery(api, journal), enabled: ready });
  const resolved = useInfiniteQuery(resolvedAlertsQuery(api));
  const asked = status === "resolved" ? resolved : live;
  const nameOf = useProjectName();
  const find = useDraft(text, (words) => change({ text: words }, true));
  const [groupsShown, setGroupsShown] = useState(groupsAtOnce);
  const known = withLive(resolved.data?.pages.flat() ?? [], live.data ?? []);
  const all = asked.data && known.filter((alert) => alert.status === status);
  const count = (of: AlertStatus) => {
    if ((of === "resolved" ? resolved : live).data === undefined) return undefined;
    const found = known.filter((alert) => alert.status === of).length.toLocaleString();
    return of === "resolved" && resolved.hasNextPage ? `${found}+` : found;
  };
  const groups = groupAlerts(filterAlerts(all ?? [], search, nameOf), by, nameOf);
  return (
    <Page
      title="Alerts"
      aside={
        <span className="flex flex-wrap gap-2">
          <Segments
            label="Alerts shown"
            value={status}
            options={statuses.map(({ value, label }) => ({ value, label, count: count(value) }))}
            onChange={(next) => change({ status: next })}
          />
          <Segments label="Grouped" value={by} options={groupings} onChange={(next) => change({ by: next })} />
        </span>
      }
    >
      {status !== "resolved" && <Silences />}
      {(all?.length ?? 0) > 0 && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <input
            type="search"
            aria-label="Find alerts by their words or their project"
            {...find}
            maxLength={200}
            placeholder="Find an alert"
            className="h-8 min-w-40 flex-1 rounded-md border border-line-strong bg-surface px-2.5 placeholder:text-ink-3 sm:max-w-72"
          />
          <Segments
            label="Severity"
            value={severity ?? "all"}
            options={severities}
            onChange={(next) => change({ severity: next === "all" ? undefined : next })}
          />
        </div>
      )}
      {asked.isError && <FailureNotice error={asked.error} retry={() => void asked.refetch()} />}
      {asked.isPending && <div className="skeleton h-24" role="status" aria-label="Loading alerts" />}
      {all?.length === 0 && (
        <>
          <Notice title={none[status]} />
          {status === "open" && <Watched />}
        </>
      )}
      {all !== undefined && all.length > 0 && groups.length === 0 && (
        <Notice
          title="No alert matches"
          action={<Button onClick={() => change({ text: undefined, severity: undefined })}>Show all</Button>}
        />
      )}
      {groups.slice(0, groupsShown).map((group) => (
        <Group key={group.key} group={group} few={status === "resolved" ? resolvedAtOnce : alertsAtOnce} />
      ))}
      {groups.length > groupsShown ? (
        <Button className="self-center" onClick={() => setGroupsShown(groupsShown + groupsAtOnce)}>
          Show more
        </Button>
      ) : (
        status === "resolved" &&
        resolved.hasNextPage && (
          <Button
            className="self-center"
            disabled={resolved.isFetchingNextPage}
            onClick={() => void resolved.fetchNextPage()}
          >
            Show more
          </Button>
        )
      )}
    </Page>
  );
}

/** Alerts that belong together, the first few of them; where they are of several projects, each leads to its own. */
function Group({ group: { title, project, alerts }, few }: { group: AlertGroup; few: number }) {
  const [beganWith] = useState(alerts.length);
  const aside = (
    <span className="flex flex-wrap items-center gap-3">
      {alerts.length} {alerts.length === 1 ? "alert" : "alerts"}
      {project !== null && (
        <Link
          to="/ecosystem"
          search={{ project }}
          className="inline-flex min-h-6 items-center text-accent hover:underline"
        >
          On the map
        </Link>
      )}
      <AcknowledgeAll alerts={alerts} />
    </span>
  );
  const list = (
    <LongList items={alerts} few={few} keyOf={({ id }) => id} className="flex flex-col divide-y divide-line *:py-3">
      {(alert) => <AlertItem alert={alert} isLinked={project === null || alerts.length === 1} />}
    </LongList>
  );
  // A single alert says all that the title of its group would. What had a title keeps it: what went wrong may stand there.
  if (alerts.length === 1 && beganWith === 1) {
    return (
      <section aria-label={title} className="rounded-lg border border-line bg-surface px-4">
        {list}
      </section>
    );
  }
  return (
    <Card title={title} aside={aside}>
      <div className="-my-3 flex flex-col">{list}</div>
    </Card>
  );
}
