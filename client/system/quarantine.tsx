import { useInfiniteQuery } from "@tanstack/react-query";
import type { SystemStatus } from "../../contracts/system.ts";
import { useRefusal } from "../access/useRefusal.ts";
import { useApi } from "../app/api.ts";
import { agoWords, momentWords } from "../app/timeWords.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { quarantineQuery } from "./queries.ts";

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
        <div className="overflow-x-auto">
          <table className="w-full text-left sm:min-w-[560px]">
            <thead className="text-xs text-ink-3">
              <tr>
                <th scope="col" className="pr-4 pb-1.5 font-medium">
                  When
                </th>
                <th scope="col" className="pr-4 pb-1.5 font-medium">
                  Subject
                </th>
                <th scope="col" className="pb-1.5 font-medium">
                  Why
                </th>
              </tr>
            </thead>
            <tbody>
              {events.map(({ id, subject, reason, receivedAt, payload }) => (
                <tr key={id} className="border-t border-line align-top">
                  <td className="py-1.5 pr-4 whitespace-nowrap" title={momentWords(receivedAt)}>
                    {agoWords(receivedAt, now)}
                  </td>
                  <td className="min-w-32 py-1.5 pr-4 break-all">{subject}</td>
                  <td className="py-1.5">
                    {reason}
                    {payload !== null && <WhatCame payload={payload} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
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
    <details className="mt-1 text-xs text-ink-2">
      <summary className="inline-flex min-h-6 cursor-pointer items-center hover:underline">What came</summary>
      <pre className="mt-1 max-h-48 overflow-auto rounded border border-line bg-canvas p-2 wrap-anywhere whitespace-pre-wrap">
        {payload === "" ? "nothing at all" : payload}
      </pre>
    </details>
  );
}
