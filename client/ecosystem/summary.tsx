import { Link } from "@tanstack/react-router";
import clsx from "clsx";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { ProjectRow } from "../../contracts/projects.ts";
import { Status } from "../ui/status.tsx";

type SummaryProps = { shown: readonly ProjectRow[]; total: number; children: ReactNode };

/** How many are how, in one line, and beside it what to do with some of them: as high with it as without. */
export function Summary({ shown, total, children }: SummaryProps) {
  const alerts = shown.reduce((sum, project) => sum + project.openAlerts, 0);
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-5 gap-y-1 border-b border-line bg-canvas px-4 py-0.5 text-xs text-ink-2 max-md:gap-x-3.5 max-md:py-2">
      <span>
        <Count of={shown.length} />
        {shown.length === total ? "" : ` of ${total.toLocaleString()}`} {total === 1 ? "project" : "projects"}
      </span>
      {(["online", "degraded", "offline"] as const).map((status) => {
        const count = shown.filter((project) => project.status === status).length;
        return (
          // On a narrow screen one line has no room for what there is none of.
          <span key={status} className={clsx("inline-flex items-center gap-1.5", count === 0 && "max-md:hidden")}>
            <Status status={status} />
            <Count of={count} />
          </span>
        );
      })}
      <Link to="/alerts" className="inline-flex min-h-6 items-center gap-1.5 hover:underline">
        {alerts > 0 && <TriangleAlert className="size-3.5 text-degraded" aria-hidden="true" />}
        <span>
          <Count of={alerts} /> open {alerts === 1 ? "alert" : "alerts"}
        </span>
      </Link>
      {children}
    </div>
  );
}

/** A number that is looked for stands out; none does not. */
const Count = ({ of: count }: { of: number }) => (
  <span className={count > 0 ? "font-semibold text-ink" : "text-ink-3"}>{count.toLocaleString()}</span>
);
