import { useQuery } from "@tanstack/react-query";
import { FailureNotice } from "../ui/notice.tsx";
import { Tag } from "../ui/tag.tsx";
import { auditQuery } from "./queries.ts";

/** What one audit found, the gravest first. */
export function Findings({ auditId }: { auditId: string }) {
  const card = useQuery(auditQuery(auditId));
  if (card.isPending) return <div className="skeleton h-12" />;
  if (card.isError) return <FailureNotice error={card.error} retry={() => void card.refetch()} />;
  const { findings, total } = card.data;
  if (total === 0) return <p className="text-ink-3">Nothing was found.</p>;
  return (
    <>
      <ul className="mt-1 flex flex-col gap-2.5">
        {findings.map((finding) => (
          <li
            key={`${finding.rule} ${finding.path} ${finding.line} ${finding.message}`}
            className="flex flex-col gap-0.5"
          >
            <span className="flex items-baseline gap-2">
              <Tag>{finding.severity}</Tag>
              <span className="min-w-0 break-words">{finding.message}</span>
            </span>
            <span className="text-xs break-all text-ink-3">
              {finding.rule}
              {finding.path && ` · ${finding.path}${finding.line === null ? "" : `:${finding.line}`}`}
            </span>
            {finding.excerpt && <code className="text-xs break-all text-ink-2">{finding.excerpt}</code>}
          </li>
        ))}
      </ul>
      {total > findings.length && (
        <p className="mt-2 text-xs text-ink-3">
          {(total - findings.length).toLocaleString()} more findings are in <code>/api/audits/{auditId}</code>.
        </p>
      )}
    </>
  );
}
