import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { projectRunsQuery } from "../actions/queries.ts";
import { StateMark } from "../actions/stateMark.tsx";
import { useActionTitles } from "../actions/useActionTitles.ts";
import { useApi } from "../app/api.ts";
import { Ago } from "../app/timely.tsx";
import { standingOf } from "../graph/receiptSteps.ts";
import { FailureNotice } from "../ui/notice.tsx";
import { Section } from "../ui/section.tsx";

const shown = 5;

/** The latest runs in which this project was asked something, and how each went here. */
export function CardRuns({ slug }: { slug: string }) {
  const runs = useQuery(projectRunsQuery(useApi(), slug));
  const titleOf = useActionTitles();
  return (
    <Section title="Recent runs">
      {runs.isPending && <div className="skeleton h-8" />}
      {runs.isError && <FailureNotice error={runs.error} retry={() => void runs.refetch()} />}
      {runs.data?.length === 0 && <p className="text-ink-3">Nothing has been asked of it yet.</p>}
      <ul className="-mx-2 flex flex-col">
        {runs.data?.slice(0, shown).map(({ run, target }) => (
          <li key={run.id}>
            <Link
              to="/actions/$runId"
              params={{ runId: run.id }}
              className="flex flex-col gap-0.5 rounded px-2 py-1.5 hover:bg-hover"
            >
              <span className="flex items-baseline justify-between gap-3">
                <span className="truncate font-medium">{titleOf(run.action)}</span>
                <StateMark state={standingOf(target)} />
              </span>
              <span className="flex items-baseline justify-between gap-3 text-xs text-ink-3">
                <span className="min-w-0 truncate">{target.reason ?? `by ${run.startedBy}`}</span>
                <Ago at={run.startedAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
