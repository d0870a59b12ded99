import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Fragment } from "react";
import type { SilenceRow } from "../../contracts/alerts.ts";
import { useRefusal } from "../access/useRefusal.ts";
import { useApi } from "../app/api.ts";
import { explainFailure } from "../app/failure.ts";
import { Timely } from "../app/timely.tsx";
import { lengthWords, momentWords } from "../app/timeWords.ts";
import { cacheKey } from "../live/queries.ts";
import { useProjectName } from "../projects/useProjectName.ts";
import { Card } from "../ui/card.tsx";
import { GuardedButton } from "../ui/guardedButton.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { silencesQuery } from "./queries.ts";
import { wordsOfRule } from "./rules.ts";

/** What is muted now in one line, which opens to why, by whom and until when; nothing while nothing is. */
export function Silences() {
  const api = useApi();
  const cache = useQueryClient();
  const nameOf = useProjectName();
  const refusal = useRefusal("operator");
  const silences = useQuery(silencesQuery(api));
  const end = useMutation({
    mutationFn: (id: string) => api.alerts.unsilence.mutate({ id }),
    onSuccess: () => {
      for (const queryKey of [cacheKey.silences, cacheKey.alerts]) void cache.invalidateQueries({ queryKey });
    },
  });
  const active = silences.data?.filter((silence) => silence.active) ?? [];
  if (silences.isError && !silences.data) {
    return (
      <Card title="Silences">
        <FailureNotice error={silences.error} retry={() => void silences.refetch()} />
      </Card>
    );
  }
  // What went wrong is said, also when the last of them ends meanwhile.
  if (active.length === 0 && !end.isError) return null;
  return (
    <section aria-label="Silences" className="rounded-lg border border-line bg-surface px-4 py-2">
      {active.length > 0 && (
        <details className="group">
          <summary className="min-h-7 cursor-pointer py-1 marker:text-ink-3">
            <span className="ml-1 font-medium">
              {active.length} {active.length === 1 ? "silence" : "silences"}
            </span>
            <span className="text-ink-2 group-open:hidden">
              {active.map((silence, index) => (
                <Fragment key={silence.id}>
                  {index === 0 ? ": " : "; "}
                  {scopeWords(silence, nameOf)}, <Ends silence={silence} />
                </Fragment>
              ))}
            </span>
          </summary>
          <ul className="flex flex-col gap-3 py-2">
            {active.map((silence) => (
              <li key={silence.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <span className="flex min-w-0 flex-col">
                  <span className="font-medium">{scopeWords(silence, nameOf)}</span>
                  <span className="break-words text-ink-2">
                    {silence.reason} <span className="text-ink-3">· {silence.author}</span>
                  </span>
                </span>
                <span className="flex items-center gap-3">
                  <span className="text-xs text-ink-3" title={momentWords(silence.endsAt)}>
                    <Ends silence={silence} />
                  </span>
                  <GuardedButton refusal={refusal} onClick={() => end.mutate(silence.id)}>
                    {end.isPending && end.variables === silence.id ? "Ending" : "End now"}
                  </GuardedButton>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {end.isError && (
        <p role="alert" className="pt-2 text-ink-2">
          Not ended. {explainFailure(end.error).advice}
        </p>
      )}
      {silences.isError && (
        <p role="alert" className="pt-2 text-ink-2">
          This may be old: it could not be read again. {explainFailure(silences.error).advice}
        </p>
      )}
    </section>
  );
}

function Ends({ silence: { endsAt } }: { silence: SilenceRow }) {
  return (
    <>
      ends in <Timely words={(now) => lengthWords((Date.parse(endsAt) - now) / 1000)} />
    </>
  );
}

function scopeWords({ project, rule, severity }: SilenceRow, nameOf: (slug: string) => string): string {
  const what = rule === null ? "Everything" : wordsOfRule(rule);
  return [what, severity && `that is ${severity}`, project && `of ${nameOf(project)}`].filter(Boolean).join(" ");
}
