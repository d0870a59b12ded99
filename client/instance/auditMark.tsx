import type { AuditStatus } from "../../contracts/instance.ts";
import type { Pattern } from "../graph/marks.ts";
import { Mark } from "../ui/mark.tsx";

const looks: Record<AuditStatus, { pattern: Pattern; color: string }> = {
  ok: { pattern: "solid", color: "var(--online)" },
  warn: { pattern: "double", color: "var(--degraded)" },
  fail: { pattern: "hollow", color: "var(--offline)" },
  failed: { pattern: "hollow", color: "var(--offline)" },
  inconclusive: { pattern: "hatched", color: "var(--unknown)" },
  cancelled: { pattern: "hatched", color: "var(--unknown)" },
  queued: { pattern: "hatched", color: "var(--unknown)" },
  running: { pattern: "double", color: "var(--online)" },
};

/** How an audit ended, as mark and word. */
export function AuditMark({ status }: { status: AuditStatus }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <Mark {...looks[status]} />
      {status}
    </span>
  );
}
