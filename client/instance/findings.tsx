import type { InstanceFinding } from "../../contracts/instance.ts";
import { Tag } from "../ui/tag.tsx";
import { FileLink } from "./fileLink.tsx";

type FindingsProps = { findings: readonly InstanceFinding[]; openFile(path: string): void };

/** What an audit found; each place is a way to the file. */
export function Findings({ findings, openFile }: FindingsProps) {
  return (
    <ul className="flex flex-col gap-3">
      {findings.map((finding) => (
        <li
          key={`${finding.rule} ${finding.path} ${finding.line} ${finding.message}`}
          className="flex flex-col items-start gap-0.5"
        >
          <span className="flex items-baseline gap-2">
            <Tag>{finding.severity}</Tag>
            <span className="min-w-0 wrap-anywhere">{finding.message}</span>
          </span>
          {finding.path && <FileLink path={finding.path} line={finding.line} open={openFile} />}
          <span className="text-xs break-all text-ink-3">{finding.rule}</span>
          {finding.excerpt && <code className="text-xs break-all text-ink-2">{finding.excerpt}</code>}
        </li>
      ))}
    </ul>
  );
}
