import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import type { InstanceAudit } from "../../contracts/instance.ts";
import { useNow } from "../app/clock.ts";
import { agoWords, momentWords } from "../app/timeWords.ts";
import { Card } from "../ui/card.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { AuditMark } from "./auditMark.tsx";
import { Findings } from "./findings.tsx";
import { auditsQuery } from "./queries.ts";

const kindWords = { security: "Security", codeReview: "Code review", license: "Licences" } as const;

/** The audits that this hub ran, newest first; each opens into its findings. */
export function Audits() {
  const audits = useQuery(auditsQuery);
  const now = useNow();
  return (
    <Card title="Audits" aside={audits.data?.total.toLocaleString()}>
      {audits.isPending && <div className="skeleton h-24" />}
      {audits.isError && <FailureNotice error={audits.error} retry={() => void audits.refetch()} />}
      {audits.data?.total === 0 && <p className="text-ink-3">No audit has run yet.</p>}
      <ul className="-mx-2 flex flex-col">
        {audits.data?.audits.map((audit) => (
          <Audit key={audit.id} audit={audit} now={now} />
        ))}
      </ul>
    </Card>
  );
}

function Audit({ audit, now }: { audit: InstanceAudit; now: number }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-2 rounded px-2 py-1.5 text-left hover:bg-hover"
      >
        <Chevron className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
        <span className="font-medium">{kindWords[audit.kind]}</span>
        <AuditMark status={audit.status} />
        <span className="ml-auto text-xs whitespace-nowrap text-ink-3" title={momentWords(audit.startedAt)}>
          {audit.findings} {audit.findings === 1 ? "finding" : "findings"} · {agoWords(audit.startedAt, now)}
        </span>
      </button>
      <div id={id} hidden={!open} className="px-8 pb-3">
        {audit.reason && <p className="text-ink-2">{audit.reason}</p>}
        {audit.actionId && <p className="text-xs text-ink-3">Asked for by the Meta Hub, action {audit.actionId}</p>}
        {open && <Findings auditId={audit.id} />}
      </div>
    </li>
  );
}
