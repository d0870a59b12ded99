import { useQuery } from "@tanstack/react-query";
import { useNow } from "../app/clock.ts";
import { agoWords, lengthWords } from "../app/timeWords.ts";
import { Card } from "../ui/card.tsx";
import { Mark } from "../ui/mark.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { Fact, Value } from "../ui/value.tsx";
import { statusQuery } from "./queries.ts";

/** How the hub itself feels: its database, its way to the Meta Hub, how long it has been up. */
export function Health() {
  const status = useQuery(statusQuery);
  const now = useNow();
  const health = status.data;
  return (
    <Card title="Health" aside={health && `measured ${agoWords(health.sampleAt, now)}`}>
      {status.isPending && <div className="skeleton h-16" />}
      {status.isError && <FailureNotice error={status.error} retry={() => void status.refetch()} />}
      {health && (
        <>
          <dl className="flex flex-wrap justify-between gap-x-6 gap-y-4">
            <Fact name="Hub">
              <span className="inline-flex items-center gap-1.5">
                {health.status === "ok" ? (
                  <Mark pattern="solid" color="var(--online)" />
                ) : (
                  <Mark pattern="double" color="var(--degraded)" />
                )}
                {health.status}
              </span>
            </Fact>
            <Fact name="Database">
              <Value of={health.latencyMs} unit="ms" />
            </Fact>
            <Fact name="Meta Hub">
              <span className="inline-flex items-center gap-1.5">
                {health.meshConnected ? (
                  <Mark pattern="solid" color="var(--online)" />
                ) : (
                  <Mark pattern="hollow" color="var(--offline)" />
                )}
                {health.meshConnected ? "connected" : "not connected"}
              </span>
            </Fact>
            <Fact name="Up for">{lengthWords((now - Date.parse(health.startedAt)) / 1000)}</Fact>
          </dl>
          {health.degradedReasons.length > 0 && (
            <ul className="mt-3 list-disc pl-5 text-ink-2">
              {health.degradedReasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </Card>
  );
}
