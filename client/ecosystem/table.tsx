import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type RefObject, useMemo } from "react";
import type { ProjectRow } from "../../contracts/projects.ts";
import { useNow } from "../app/clock.ts";
import { useRowsInSight } from "../ui/rowsInSight.ts";
import { cells } from "./cells.tsx";
import { type Column, type ColumnId, columns, type Integrations, sortProjects } from "./columns.ts";
import { PickAll } from "./pickAll.tsx";

type TableProps = {
  projects: readonly ProjectRow[];
  /** What scrolls: of many projects only those in sight are rendered. */
  scroller: RefObject<HTMLElement | null>;
  sort: ColumnId;
  descending: boolean;
  onSort(column: ColumnId, descending: boolean): void;
  /** Columns that are hidden. */
  hidden: readonly ColumnId[];
  selected: string | null;
  select(slug: string): void;
  /** Projects picked to be asked something together. */
  picked: readonly string[];
  pick(slug: string): void;
  /** Picks these and no others. */
  pickOnly(slugs: string[]): void;
  integrations: Integrations;
};

/** Of each row, in pixels; the `h-10` of a row below. */
const rowHeight = 40;

/** The same projects as on the map, as a table: everything the map tells, for everybody. */
export function ProjectTable(props: TableProps) {
  const { projects, scroller, sort, descending, onSort, hidden, selected, select, picked, pick } = props;
  const { pickOnly, integrations } = props;
  const now = useNow();
  const sorted = useMemo(
    () => sortProjects(projects, sort, descending, integrations),
    [projects, sort, descending, integrations],
  );
  const { first, end } = useRowsInSight(scroller, sorted.length, rowHeight);
  const shown = columns.filter(({ id }) => !hidden.includes(id));
  return (
    <table aria-rowcount={sorted.length + 1} className="w-full border-collapse text-left">
      <caption className="sr-only">Projects, sorted by {columns.find(({ id }) => id === sort)?.title}</caption>
      <thead className="sticky top-0 z-10 bg-surface">
        <tr aria-rowindex={1} className="shadow-[inset_0_-1px_var(--line)]">
          <th scope="col" className="pl-2">
            <PickAll slugs={sorted.map(({ slug }) => slug)} picked={picked} pickOnly={pickOnly} />
          </th>
          {shown.map((column) => (
            <Header
              key={column.id}
              column={column}
              sorted={column.id === sort}
              descending={descending}
              onSort={onSort}
            />
          ))}
        </tr>
      </thead>
      <tbody>
        <Gap rows={first} />
        {sorted.slice(first, end).map((project, index) => (
          <Row
            key={project.slug}
            project={project}
            place={first + index + 2}
            shown={shown}
            now={now}
            integrations={integrations}
            isSelected={project.slug === selected}
            isPicked={picked.includes(project.slug)}
            select={() => select(project.slug)}
            pick={() => pick(project.slug)}
          />
        ))}
        <Gap rows={sorted.length - end} />
      </tbody>
    </table>
  );
}

/** The room of rows that are out of sight. */
function Gap({ rows }: { rows: number }) {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without cells takes no focus
  return rows > 0 && <tr aria-hidden="true" style={{ height: rows * rowHeight }} />;
}

type HeaderProps = { column: Column; sorted: boolean; descending: boolean; onSort: TableProps["onSort"] };

function Header({ column, sorted, descending, onSort }: HeaderProps) {
  const isNumber = !textColumns.has(column.id);
  return (
    <th
      scope="col"
      aria-sort={sorted ? (descending ? "descending" : "ascending") : "none"}
      className={clsx("p-0 font-medium last:pr-1.5", isNumber && "text-right")}
    >
      <button
        type="button"
        onClick={() => onSort(column.id, sorted ? !descending : column.largestFirst)}
        className={clsx(
          "inline-flex min-h-9 items-center gap-1 px-2.5 text-xs whitespace-nowrap hover:text-ink",
          sorted ? "font-semibold text-ink" : "text-ink-3",
        )}
      >
        {column.title}
        {sorted && (descending ? <ArrowDown className="size-3" /> : <ArrowUp className="size-3" />)}
      </button>
    </th>
  );
}

const textColumns = new Set<ColumnId>(["name", "domain", "status", "seen", "reason", "tags", "teams"]);

type RowProps = {
  project: ProjectRow;
  /** Its number in the whole table, whose head is 1. */
  place: number;
  shown: readonly Column[];
  now: number;
  integrations: Integrations;
  isSelected: boolean;
  isPicked: boolean;
  select(): void;
  pick(): void;
};

function Row({ project, place, shown, now, integrations, isSelected, isPicked, select, pick }: RowProps) {
  return (
    <tr
      aria-rowindex={place}
      className={clsx(
        "h-10 whitespace-nowrap shadow-[inset_0_-1px_var(--line)] hover:bg-hover",
        isSelected ? "bg-accent-soft" : "bg-surface",
      )}
      aria-selected={isSelected}
    >
      <td className="pl-2">
        {/* The browser's own box: in a table that scrolls, rows come and go by the dozen. */}
        <label className="flex size-8 cursor-pointer items-center justify-center">
          <input
            type="checkbox"
            aria-label={`Pick ${project.name}`}
            checked={isPicked}
            onChange={pick}
            className="tick size-4 cursor-pointer"
          />
        </label>
      </td>
      {shown.map(({ id }) =>
        id === "name" ? (
          <th key={id} scope="row" className="px-2.5 font-medium">
            <button type="button" onClick={select} className="min-h-6 text-left hover:underline">
              {project.name}
            </button>
          </th>
        ) : (
          <td
            key={id}
            className={clsx("px-2.5 last:pr-4", textColumns.has(id) || "text-right", id === "risk" && "font-semibold")}
          >
            {cells[id](project, { now, integrations })}
          </td>
        ),
      )}
    </tr>
  );
}
