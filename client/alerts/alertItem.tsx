import { Link } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import type { AlertRow } from "../../contracts/alerts.ts";
import { useRefusal } from "../access/useRefusal.ts";
import { comesLater } from "../app/comesLater.tsx";
import { explainFailure } from "../app/failure.ts";
import { Ago } from "../app/timely.tsx";
import { lengthWords } from "../app/timeWords.ts";
import { GuardedButton } from "../ui/guardedButton.tsx";
import { Severity } from "../ui/severity.tsx";
import { Tag } from "../ui/tag.tsx";
import { AlertText } from "./alertText.tsx";
import { useAlertChange } from "./useAlertChange.ts";

const SilenceDialog = comesLater(async () => (await import("./silenceDialog.tsx")).SilenceDialog);

type AlertItemProps = { alert: AlertRow /** Whether its title leads to its project on the map. */; isLinked?: boolean };

/** One alert: what is wrong, since when, who looks after it, and what can be done. */
export function AlertItem({ alert, isLinked = false }: AlertItemProps) {
  const refusal = useRefusal("operator");
  const change = useAlertChange(alert);
  const [silencing, setSilencing] = useState(false);
  return (
    <div className="@container">
      <div className="flex flex-col gap-x-6 gap-y-1 @2xl:flex-row @2xl:items-start">
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <Severity of={alert.severity} isOver={alert.status === "resolved"} />
            <span className="min-w-0 font-semibold break-words">
              {isLinked && alert.project !== null ? (
                <Link to="/ecosystem" search={{ project: alert.project }} className="hover:underline">
                  {alert.title}
                </Link>
              ) : (
                alert.title
              )}
            </span>
            {alert.silenced && <Tag>silenced</Tag>}
            <span className="text-xs text-ink-3">
              <When alert={alert} />
            </span>
          </div>
          <span className="break-words text-pretty text-ink-2">
            <AlertText text={alert.description} />
          </span>
          {alert.acknowledgedBy && <span className="text-xs text-ink-3">{alert.acknowledgedBy} looks after it</span>}
        </div>
        {alert.status !== "resolved" && (
          <div className="flex flex-wrap gap-2 pt-1">
            {alert.status === "open" && (
              <GuardedButton refusal={refusal} onClick={() => change.mutate("acknowledge")}>
                Acknowledge
              </GuardedButton>
            )}
            <GuardedButton refusal={refusal} onClick={() => change.mutate("resolve")}>
              Resolve
            </GuardedButton>
            {!alert.silenced && (
              <GuardedButton refusal={refusal} onClick={() => setSilencing(true)}>
                Silence
              </GuardedButton>
            )}
          </div>
        )}
      </div>
      {change.isError && (
        <p role="alert" className="text-ink-2">
          {explainFailure(change.error).advice}
        </p>
      )}
      <Suspense fallback={null}>
        {silencing && <SilenceDialog alert={alert} onClose={() => setSilencing(false)} />}
      </Suspense>
    </div>
  );
}

/** Since when it fires; of what is over, how long it did and who ended it. */
function When({ alert: { createdAt, resolvedAt, resolvedBy } }: { alert: AlertRow }) {
  if (resolvedAt === null) return <Ago at={createdAt} />;
  return (
    <>
      lasted {lengthWords((Date.parse(resolvedAt) - Date.parse(createdAt)) / 1000)} · resolved <Ago at={resolvedAt} />
      {resolvedBy && ` by ${resolvedBy}`}
    </>
  );
}
