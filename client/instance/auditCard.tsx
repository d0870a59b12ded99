import { useInfiniteQuery } from "@tanstack/react-query";
import type { InstanceAudit } from "../../contracts/instance.ts";
import { momentWords } from "../app/timeWords.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { Fact, Value } from "../ui/value.tsx";
import { AuditMark } from "./auditMark.tsx";
import { auditKindWords } from "./auditWords.ts";
import { Findings } from "./findings.tsx";
import { auditQuery } from "./queries.ts";
import { SidePanel } from "./sidePanel.tsx";

type AuditCardProps = { id: string; openFile(path: string): void; close(): void };

/** One run of an audit with everything it found. */
export function AuditCard({ id, openFile, close }: AuditCardProps) {
  const pages = useInfiniteQuery(auditQuery(id));
  const first = pages.data?.pages[0];
  const findings = pages.data?.pages.flatMap((page) => page.findings) ?? [];
  return (
    <SidePanel kind="Audit" title={first ? auditKindWords[first.audit.kind] : id} close={close}>
      {pages.isPending && <div className="skeleton h-40" />}
      {pages.isError && <FailureNotice error={pages.error} retry={() => void pages.refetch()} />}
      {first && (
        <>
          <Outcome audit={first.audit} />
          <Card title="Findings" aside={first.total.toLocaleString()}>
            {first.total === 0 && (
              <p className="text-ink-3">
                {first.audit.finishedAt === null ? "The audit has not ended yet." : "Nothing was found."}
              </p>
            )}
            <Findings findings={findings} openFile={openFile} />
            {pages.hasNextPage && (
              <Button className="mt-3" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                Show more
              </Button>
            )}
          </Card>
        </>
      )}
    </SidePanel>
  );
}

function Outcome({ audit }: { audit: InstanceAudit }) {
  return (
    <div className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-4">
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <Fact name="Outcome">
          <AuditMark status={audit.status} />
        </Fact>
        <Fact name="Began">{momentWords(audit.startedAt)}</Fact>
        <Fact name="Ended">{audit.finishedAt === null ? "not yet" : momentWords(audit.finishedAt)}</Fact>
        {Object.entries(audit.counts).map(([name, count]) => (
          <Fact key={name} name={inWords(name)}>
            <Value of={count} />
          </Fact>
        ))}
      </dl>
      {audit.reason && <p className="text-ink-2 wrap-anywhere">{audit.reason}</p>}
      {audit.actionId && (
        <p className="text-xs text-ink-3">
          Asked for by the Meta Hub, action <code>{audit.actionId}</code>
        </p>
      )}
    </div>
  );
}

/** `vulnsCritical` in words: `vulns critical`. */
const inWords = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
