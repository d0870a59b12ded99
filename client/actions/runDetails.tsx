import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ActionRun } from "../../contracts/actions.ts";
import { useRefusal } from "../access/useRefusal.ts";
import { useApi } from "../app/api.ts";
import { explainFailure } from "../app/failure.ts";
import { Ago, Timely } from "../app/timely.tsx";
import { lengthWords, momentWords } from "../app/timeWords.ts";
import { useLive } from "../live/live.tsx";
import { cacheKey } from "../live/queries.ts";
import { GuardedButton } from "../ui/guardedButton.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { saveFile } from "../ui/saveFile.ts";
import { canaryWords } from "./canaryWords.ts";
import { newIdempotencyKey } from "./newIdempotencyKey.ts";
import { failedOf, progressWords } from "./progress.ts";
import { runQuery } from "./queries.ts";
import { RunBar } from "./runBar.tsx";
import { RunTargets } from "./runTargets.tsx";
import { StateMark } from "./stateMark.tsx";

type RunDetailsProps = { runId: string /** Shows another run in this one's place. */; goTo(runId: string): void };

/** One run as it goes: how far it is, each project, and what can still be done about it. */
export function RunDetails({ runId, goTo }: RunDetailsProps) {
  const { journal, ready } = useLive();
  const run = useQuery({ ...runQuery(useApi(), journal, runId), enabled: ready });
  if (run.isError) return <FailureNotice error={run.error} retry={() => void run.refetch()} />;
  if (run.data === undefined) return <div className="skeleton m-4 h-40" role="status" aria-label="Loading the run" />;
  return <Details run={run.data} goTo={goTo} />;
}

function Details({ run, goTo }: { run: ActionRun; goTo(runId: string): void }) {
  const staging = canaryWords(run);
  const tookWords = (now: number) => {
    const until = run.finishedAt === undefined ? now : Date.parse(run.finishedAt);
    return lengthWords(Math.max(1, (until - Date.parse(run.startedAt)) / 1000));
  };
  return (
    <div className="flex flex-col gap-3 px-4 py-3.5">
      <div className="flex items-baseline justify-between gap-3">
        <StateMark state={run.state} />
        <span className="font-semibold" role="status">
          {progressWords(run)}
        </span>
      </div>
      <RunBar run={run} />
      {run.reason && <p className="text-ink-2">{endWords(run.reason)}</p>}
      <p className="text-ink-2">
        Started by {run.startedBy} <Ago at={run.startedAt} />, took <Timely words={tookWords} />
        {run.state === "running" && ` so far; who does not answer is tried until ${momentWords(run.expiresAt)}`}.
      </p>
      {staging !== null && <p className="text-ink-2">{staging}</p>}
      <RunButtons run={run} goTo={goTo} />
      <RunTargets targets={run.targets} />
    </div>
  );
}

/** Why a run ended as it did, in the words that its projects are listed with. */
const endWords = (reason: string): string => reason.replace(/(?<=\d )expired\b/, "did not answer in time");

function RunButtons({ run, goTo }: { run: ActionRun; goTo(runId: string): void }) {
  const api = useApi();
  const cache = useQueryClient();
  const refusal = useRefusal("operator");
  // One key for one look at the run: pressing twice tries again once.
  const [idempotencyKey] = useState(newIdempotencyKey);
  const changed = () => void cache.invalidateQueries({ queryKey: cacheKey.runs });
  const retry = useMutation({
    mutationFn: () => api.actions.retry.mutate({ runId: run.id, idempotencyKey }),
    onSuccess: ({ runId }) => {
      changed();
      goTo(runId);
    },
  });
  const cancel = useMutation({ mutationFn: () => api.actions.cancel.mutate({ runId: run.id }), onSuccess: changed });
  const save = useMutation({
    mutationFn: () => api.actions.export.query({ runId: run.id }),
    onSuccess: (exported) =>
      saveFile(`run-${run.id}.json`, new Blob([JSON.stringify(exported, null, 2)], { type: "application/json" })),
  });
  const failed = failedOf(run);
  const error = retry.error ?? cancel.error ?? save.error;
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {run.state === "running" && (
          <GuardedButton refusal={refusal} onClick={() => cancel.mutate()}>
            {cancel.isPending ? "Cancelling" : "Cancel"}
          </GuardedButton>
        )}
        {run.state !== "running" && failed > 0 && (
          <GuardedButton refusal={refusal} look="primary" onClick={() => retry.mutate()}>
            {retry.isPending ? "Starting" : `Retry the ${failed} failed`}
          </GuardedButton>
        )}
        <GuardedButton refusal={refusal} onClick={() => save.mutate()}>
          Export JSON
        </GuardedButton>
      </div>
      {refusal !== null && (run.state === "running" || failed > 0) && <p className="text-xs text-ink-2">{refusal}</p>}
      {error && (
        <p role="alert" className="text-ink-2">
          {explainFailure(error).advice}
        </p>
      )}
    </>
  );
}
