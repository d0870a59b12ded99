import { ArrowDown, ArrowUp, ChevronRight } from "lucide-react";
import { type ReactNode, type RefObject, useId, useMemo } from "react";
import type { ProjectRow } from "../../contracts/projects.ts";
import { useNow } from "../app/clock.ts";
import { agoWords } from "../app/timeWords.ts";
import { IconButton } from "../ui/button.tsx";
import { useRowsInSight } from "../ui/rowsInSight.ts";
import { Status } from "../ui/status.tsx";
import { Value } from "../ui/value.tsx";
import { Triple } from "./cells.tsx";
import { type ColumnId, columns, type Integrations, sortProjects } from "./columns.ts";
import { PickAll } from "./pickAll.tsx";

type ProjectListProps = {
  projects: readonly ProjectRow[];
  /** What scrolls: of many projects only those in sight are rendered. */
  scroller: RefObject<HTMLElement | null>;
  sort: ColumnId;
  descending: boolean;
  onSort(column: ColumnId, descending: boolean): void;
  select(slug: string): void;
  /** Projects picked to be asked something together. */
  picked: readonly string[];
  pick(slug: string): void;
  /** Picks these and no others. */
  pickOnly(slugs: string[]): void;
  integrations: Integrations;
};

/** Of each row, in pixels, with its border; the height of an item below. */
const rowHeight = 68;

/** The table for a narrow screen: a row a project, in the same order, with what one looks for first. */
export function ProjectList(props: ProjectListProps) {
  const { projects, scroller, sort, descending, onSort, select, picked, pick, pickOnly, integrations } = props;
  const now = useNow();
  const sorted = useMemo(
    () => sortProjects(projects, sort, descending, integrations),
    [projects, sort, descending, integrations],
  );
  const { first, end } = useRowsInSight(scroller, sorted.length, rowHeight);
  return (
    <>
      <SortBar {...{ sort, descending, onSort }}>
        <PickAll slugs={sorted.map(({ slug }) => slug)} picked={picked} pickOnly={pickOnly} />
      </SortBar>
      <ul style={{ paddingTop: first * rowHeight, paddingBottom: (sorted.length - end) * rowHeight }}>
        {sorted.slice(first, end).map((project, index) => (
          <li
            key={project.slug}
            aria-setsize={sorted.length}
            aria-posinset={first + index + 1}
            className="flex h-[68px] overflow-hidden border-b border-line bg-surface"
          >
            <label className="flex w-11 shrink-0 cursor-pointer items-center justify-center">
              <input
                type="checkbox"
                aria-label={`Pick ${project.name}`}
                checked={picked.includes(project.slug)}
                onChange={() => pick(project.slug)}
                className="tick size-4 cursor-pointer"
              />
            </label>
            <button
              type="button"
              onClick={() => select(project.slug)}
              className="flex min-w-0 flex-1 items-center gap-2 pr-3 text-left hover:bg-hover"
            >
              <Facts project={project} now={now} />
              <ChevronRight className="size-4 shrink-0 text-ink-3" />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

type SortBarProps = Pick<ProjectListProps, "sort" | "descending" | "onSort"> & { children: ReactNode };

/** What the heads of the table's columns are on a wide screen. */
function SortBar({ sort, descending, onSort, children }: SortBarProps) {
  const id = useId();
  const choose = (chosen: string) => {
    const column = columns.find((each) => each.id === chosen);
    if (column) onSort(column.id, column.largestFirst);
  };
  return (
    <div className="sticky top-0 z-10 flex h-11 items-center gap-2 border-b border-line bg-surface pr-4 pl-1.5">
      {children}
      <label htmlFor={id} className="text-xs text-ink-2">
        Sort by
      </label>
      <select
        id={id}
        value={sort}
        onChange={(event) => choose(event.target.value)}
        className="h-8 rounded-md border border-line-strong bg-surface px-2"
      >
        {columns.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      <IconButton
        label={descending ? "Descending. Change to ascending" : "Ascending. Change to descending"}
        onClick={() => onSort(sort, !descending)}
      >
        {descending ? <ArrowDown /> : <ArrowUp />}
      </IconButton>
    </div>
  );
}

function Facts({ project, now }: { project: ProjectRow; now: number }) {
  const { name, status, lastSeenAt, risk, kpis, openAlerts } = project;
  return (
    <span className="flex min-w-0 flex-1 flex-col gap-1">
      <span className="flex items-baseline gap-3">
        <span className="truncate text-sm font-semibold">{name}</span>
        {openAlerts > 0 && (
          <span className="text-xs font-semibold whitespace-nowrap">
            {openAlerts} {openAlerts === 1 ? "alert" : "alerts"}
          </span>
        )}
        <span className="ml-auto text-xs whitespace-nowrap text-ink-3">{agoWords(lastSeenAt, now)}</span>
      </span>
      <span className="flex items-center gap-x-3 text-xs whitespace-nowrap text-ink-2">
        <Status status={status} />
        <span>
          risk{" "}
          <span className="font-semibold">
            <Value of={risk.total} />
          </span>
        </span>
        <span className="inline-flex gap-1">
          audits
          <Triple values={[kpis.auditsOk, kpis.auditsWarn, kpis.auditsFail]} words={["ok", "warn", "fail"]} />
        </span>
      </span>
    </span>
  );
}
