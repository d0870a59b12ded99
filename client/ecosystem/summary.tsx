import type { ReactNode } from "react";
import type { ProjectRow } from "../../contracts/projects.ts";
import { Status } from "../ui/status.tsx";

type SummaryProps = { shown: readonly ProjectRow[]; total: number; children: ReactNode };

/** How many are how, in one line, and beside it what to do with some of them: as high with it as without. */
export function Summary({ shown, total, children }: SummaryProps) {
  const alerts = shown.reduce((sum, project) => sum + project.openAlerts, 0);
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-5 gap-y-1 border-b border-line bg-canvas px-4 py-0.5 text-xs text-ink-2">
      <span>
        <span className="font-semibold text-ink">{shown.length.toLocaleString()}</span>
        {shown.length === total ? "" : ` of ${total.toLocaleString()}`} {total === 1 ? "project" : "projects"}
      </span>
      {(["online", "degraded", "offline"] as const).map((status) => (
        <span key={status} className="inline-flex items-center gap-1.5">
          <Status status={status} />
          {shown.filter((project) => project.status === status).length.toLocaleString()}
        </span>
      ))}
      <span>
        <span className="font-semibold text-ink">{alerts.toLocaleString()}</span> open{" "}
        {alerts === 1 ? "alert" : "alerts"}
      </span>
      {children}
    </div>
  );
}
