import { ChevronRight } from "lucide-react";
import type { ProjectRow } from "../../contracts/projects.ts";
import { useNow } from "../app/clock.ts";
import { agoWords } from "../app/timeWords.ts";
import { Status } from "../ui/status.tsx";
import { Value } from "../ui/value.tsx";
import { Triple } from "./table.tsx";

/** The table for a narrow screen: a row a project, with what one looks for first. */
export function ProjectList({ projects, select }: { projects: readonly ProjectRow[]; select(slug: string): void }) {
  const now = useNow();
  return (
    <ul className="divide-y divide-line">
      {projects.map((project) => (
        <li key={project.slug} className="bg-surface">
          <button
            type="button"
            onClick={() => select(project.slug)}
            className="flex w-full items-center gap-3 px-4 py-3 text-left hover:bg-hover"
          >
            <span className="flex min-w-0 flex-1 flex-col gap-1">
              <span className="flex items-baseline justify-between gap-3">
                <span className="truncate text-sm font-semibold">{project.name}</span>
                <span className="text-xs whitespace-nowrap text-ink-3">{agoWords(project.lastSeenAt, now)}</span>
              </span>
              <span className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-2">
                <Status status={project.status} />
                <span>
                  risk{" "}
                  <span className="font-semibold">
                    <Value of={project.risk.total} />
                  </span>
                </span>
                <span className="inline-flex gap-1">
                  audits
                  <Triple
                    values={[project.kpis.auditsOk, project.kpis.auditsWarn, project.kpis.auditsFail]}
                    words={["ok", "warn", "fail"]}
                  />
                </span>
              </span>
            </span>
            <ChevronRight className="size-4 shrink-0 text-ink-3" />
          </button>
        </li>
      ))}
    </ul>
  );
}
