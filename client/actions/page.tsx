import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useRefusal } from "../access/useRefusal.ts";
import { useApi } from "../app/api.ts";
import { Ago } from "../app/timely.tsx";
import { useLive } from "../live/live.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { GuardedButton } from "../ui/guardedButton.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useLaunch } from "./launcher.tsx";
import { permissionWords } from "./permissionWords.ts";
import { progressWords } from "./progress.ts";
import { catalogQuery, olderRunsQuery, runsAtOnce, runsQuery } from "./queries.ts";
import { StateMark } from "./stateMark.tsx";
import { useActionTitles } from "./useActionTitles.ts";

/** What can be asked of all projects, and every time it was. */
export function ActionsPage() {
  const api = useApi();
  const { journal, ready } = useLive();
  const catalog = useQuery(catalogQuery(api));
  const runs = useQuery({ ...runsQuery(api, journal), enabled: ready });
  const [wantsOlder, setWantsOlder] = useState(false);
  const older = useInfiniteQuery({ ...olderRunsQuery(api, runs.data?.at(-1)?.id), enabled: wantsOlder });
  const isMore = wantsOlder ? older.hasNextPage : (runs.data?.length ?? 0) >= runsAtOnce;
  const shown = [...(runs.data ?? []), ...(older.data?.pages.flat() ?? [])];
  const refusal = useRefusal("operator");
  const launch = useLaunch();
  const titleOf = useActionTitles();
  return (
    <Page title="Actions">
      <div className="grid gap-4 sm:grid-cols-2">
        {catalog.data?.map(({ action, title, description, permission }) => (
          <Card key={action} title={title} aside={`asks for ${permissionWords[permission]}`}>
            <div className="flex flex-col items-start gap-3">
              <p className="text-ink-2">{description}</p>
              <GuardedButton
                refusal={refusal}
                onClick={() => launch({ action, scopes: [{ label: "All projects", select: { all: true } }] })}
              >
                Show the plan for all projects
              </GuardedButton>
              {refusal !== null && <p className="text-xs text-ink-2">{refusal}</p>}
            </div>
          </Card>
        ))}
      </div>
      {(catalog.isPending || runs.isPending) && <div className="skeleton h-24" role="status" aria-label="Loading" />}
      {catalog.isError && <FailureNotice error={catalog.error} retry={() => void catalog.refetch()} />}
      {runs.isError && <FailureNotice error={runs.error} retry={() => void runs.refetch()} />}
      {runs.data?.length === 0 && (
        <Notice title="Nothing has been asked yet">Each run is kept here with what every project answered.</Notice>
      )}
      {shown.length > 0 && (
        <section aria-label="Runs, newest first" className="flex flex-col gap-2 pt-4">
          <h2 className="text-sm font-semibold">Runs</h2>
          <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
            {shown.map((run) => (
              <li key={run.id}>
                <Link
                  to="/actions/$runId"
                  params={{ runId: run.id }}
                  className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-hover sm:grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)_120px_90px]"
                >
                  <span className="flex min-w-0 flex-col max-sm:col-span-2">
                    <span className="font-medium">{titleOf(run.action)}</span>
                    <span className="text-xs text-ink-3">by {run.startedBy}</span>
                  </span>
                  <span className="text-ink-2 max-sm:col-span-2">{progressWords(run)}</span>
                  <StateMark state={run.state} />
                  <span className="text-right text-xs text-ink-3">
                    <Ago at={run.startedAt} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {older.isError && <FailureNotice error={older.error} retry={() => void older.refetch()} />}
      {isMore && (
        <Button
          className="self-center"
          disabled={older.isFetching}
          onClick={() => (wantsOlder ? void older.fetchNextPage() : setWantsOlder(true))}
        >
          Show more
        </Button>
      )}
    </Page>
  );
}
