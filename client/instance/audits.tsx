import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useNow } from "../app/clock.ts";
import { agoWords, momentWords } from "../app/timeWords.ts";
import { Card } from "../ui/card.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { AuditMark } from "./auditMark.tsx";
import { auditKindWords } from "./auditWords.ts";
import { auditsQuery } from "./queries.ts";

/** The audits that this hub ran, newest first; each opens into its findings. */
export function Audits({ openAudit }: { openAudit(id: string): void }) {
  const audits = useQuery(auditsQuery);
  const now = useNow();
  return (
    <Card title="Audits" aside={audits.data?.total.toLocaleString()}>
      {audits.isPending && <div className="skeleton h-24" />}
      {audits.isError && <FailureNotice error={audits.error} retry={() => void audits.refetch()} />}
      {audits.data?.total === 0 && (
        <p className="text-ink-3">No audit has run yet. The first follows the first scan.</p>
      )}
      <ul className="-mx-2 flex flex-col">
        {audits.data?.audits.map((audit) => (
          <li key={audit.id}>
            <button
              type="button"
              onClick={() => openAudit(audit.id)}
              className="flex w-full flex-wrap items-center gap-x-2 rounded px-2 py-1.5 text-left hover:bg-hover"
            >
              <span className="font-medium">{auditKindWords[audit.kind]}</span>
              <AuditMark status={audit.status} />
              <span className="ml-auto text-xs whitespace-nowrap text-ink-3" title={momentWords(audit.startedAt)}>
                {audit.findings} {audit.findings === 1 ? "finding" : "findings"} · {agoWords(audit.startedAt, now)}
              </span>
              <ChevronRight className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
