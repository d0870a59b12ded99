import { ChevronRight } from "lucide-react";
import type { RefObject } from "react";
import type { ProjectRow } from "../../contracts/projects.ts";
import { useNow } from "../app/clock.ts";
import { agoWords } from "../app/timeWords.ts";
import { useRowsInSight } from "../ui/rowsInSight.ts";
import { Status } from "../ui/status.tsx";
import { Value } from "../ui/value.tsx";
import { Triple } from "./table.tsx";

type ProjectListProps = {
  projects: readonly ProjectRow[];
  /** What scrolls: of many projects only those in sight are rendered. */
  scroller: RefObject<HTMLElement | null>;
  select(slug: string): void;
};

/** Of each row, in pixels, with its border; the height of an item below. */
const rowHeight = 68;

/** The table for a narrow screen: a row a project, with what one looks for first. */
export function ProjectList({ projects, scroller, select }: ProjectListProps) {
  const now = useNow();
  const { first, end } = useRowsInSight(scroller, projects.length, rowHeight);
  return (
    <ul style={{ paddingTop: first * rowHeight, paddingBottom: (projects.length - end) * rowHeight }}>
      {projects.slice(first, end).map((project, index) => (
        <li
          key={project.slug}
          aria-setsize={projects.length}
          aria-posinset={first + index + 1}
          className="h-[68px] overflow-hidden border-b border-line bg-surface"
        >
          <button
            type="button"
            onClick={() => select(project.slug)}
            className="flex size-full items-center gap-3 px-4 text-left hover:bg-hover"
          >
            <span className="flex min-w-0 flex-1 flex-col gap-1">
              <span className="flex items-baseline justify-between gap-3">
                <span className="truncate text-sm font-semibold">{project.name}</span>
                <span className="text-xs whitespace-nowrap text-ink-3">{agoWords(project.lastSeenAt, now)}</span>
              </span>
              <span className="flex items-center gap-x-4 text-xs whitespace-nowrap text-ink-2">
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
