import { useInfiniteQuery } from "@tanstack/react-query";
import type { SystemStatus } from "../../contracts/system.ts";
import { useRefusal } from "../access/useRefusal.ts";
import { useApi } from "../app/api.ts";
import { agoWords, momentWords } from "../app/timeWords.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { Parts } from "./parts.tsx";
import { quarantineQuery } from "./queries.ts";
import { reasonWords } from "./reasonWords.ts";

type QuarantineProps = { quarantine: SystemStatus["quarantine"]; now: number };

/** The events that were rejected last, and why. Admins also see what came, and those before. */
export function Quarantine({ quarantine: { total, recent }, now }: QuarantineProps) {
  const refusal = useRefusal("admin");
  const whole = useInfiniteQuery({ ...quarantineQuery(useApi()), enabled: refusal === null && total > 0 });
  const events =
    whole.data?.pages.flat() ?? recent.map((event, place) => ({ ...event, id: `recent ${place}`, payload: null }));
  return (
    <Card title="Quarantine" aside={`${total.toLocaleString()} refused`}>
      {events.length === 0 ? (
        <p className="text-ink-3">No event has been refused.</p>
      ) : (
        <ul>
          {events.map(({ id, subject, reason, receivedAt, payload }) => (
            <li
              key={id}
              className="grid gap-x-4 gap-y-0.5 border-t border-line py-2.5 first:border-t-0 first:pt-0 last:pb-0 sm:grid-cols-[5rem_1fr]"
            >
              <span className="text-ink-3 tabular-nums" title={momentWords(receivedAt)}>
                {agoWords(receivedAt, now)}
              </span>
              <div className="flex min-w-0 flex-col gap-0.5">
                <span className="font-medium wrap-anywhere">{reasonWords(reason)}</span>
                <span className="font-mono text-xs wrap-anywhere text-ink-2">
                  <Parts of={subject} />
                </span>
                {payload !== null && <WhatCame payload={payload} />}
              </div>
            </li>
          ))}
        </ul>
      )}
      {whole.isError && <FailureNotice error={whole.error} retry={() => void whole.refetch()} />}
      {whole.hasNextPage && (
        <Button className="mt-3" disabled={whole.isFetchingNextPage} onClick={() => void whole.fetchNextPage()}>
          Show more
        </Button>
      )}
      {events.length > 0 && refusal !== null && <p className="mt-3 text-ink-3">To see what came: {refusal}</p>}
    </Card>
  );
}

function WhatCame({ payload }: { payload: string }) {
  return (
    <details className="text-xs text-ink-2">
      <summary className="w-fit cursor-pointer py-1 hover:underline">What came</summary>
      <pre className="mt-1 max-h-48 overflow-auto rounded border border-line bg-canvas p-2 wrap-anywhere whitespace-pre-wrap">
        {payload === "" ? "nothing at all" : payload}
      </pre>
    </details>
  );
}
