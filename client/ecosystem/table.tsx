import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ProjectRow } from "../../contracts/projects.ts";
import { useNow } from "../app/clock.ts";
import { agoWords } from "../app/timeWords.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { Status } from "../ui/status.tsx";
import { Value } from "../ui/value.tsx";
import { type Column, type ColumnId, columns, sortProjects } from "./columns.ts";

type TableProps = {
  projects: readonly ProjectRow[];
  sort: ColumnId;
  descending: boolean;
  onSort(column: ColumnId, descending: boolean): void;
  selected: string | null;
  select(slug: string): void;
  /** Projects picked to be asked something together. */
  picked: readonly string[];
  pick(slug: string): void;
};

/** The same projects as on the map, as a table: everything the map tells, for everybody. */
export function ProjectTable({ projects, sort, descending, onSort, selected, select, picked, pick }: TableProps) {
  const now = useNow();
  return (
    <table className="w-full min-w-[1080px] border-collapse text-left">
      <caption className="sr-only">Projects, sorted by {columns.find(({ id }) => id === sort)?.title}</caption>
      <thead className="sticky top-0 z-10 bg-surface">
        <tr className="border-b border-line">
          <th scope="col" className="pl-3 text-xs font-medium text-ink-3">
            <span className="sr-only">Pick</span>
          </th>
          {columns.map((column) => (
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
        {sortProjects(projects, sort, descending).map((project) => (
          <Row
            key={project.slug}
            project={project}
            now={now}
            isSelected={project.slug === selected}
            isPicked={picked.includes(project.slug)}
            select={() => select(project.slug)}
            pick={() => pick(project.slug)}
          />
        ))}
      </tbody>
    </table>
  );
}

type HeaderProps = { column: Column; sorted: boolean; descending: boolean; onSort: TableProps["onSort"] };

function Header({ column, sorted, descending, onSort }: HeaderProps) {
  const isNumber = !textColumns.has(column.id);
  return (
    <th
      scope="col"
      aria-sort={sorted ? (descending ? "descending" : "ascending") : "none"}
      className={clsx("p-0 font-medium", isNumber && "text-right")}
    >
      <button
        type="button"
        onClick={() => onSort(column.id, sorted ? !descending : column.largestFirst)}
        className={clsx(
          "inline-flex min-h-9 items-center gap-1 px-3 text-xs whitespace-nowrap hover:text-ink",
          sorted ? "font-semibold text-ink" : "text-ink-3",
        )}
      >
        {column.title}
        {sorted && (descending ? <ArrowDown className="size-3" /> : <ArrowUp className="size-3" />)}
      </button>
    </th>
  );
}

const textColumns = new Set<ColumnId>(["name", "status", "seen"]);
const cell = "px-3 py-2 align-top leading-6 whitespace-nowrap";
const number = clsx(cell, "text-right");

type RowProps = {
  project: ProjectRow;
  now: number;
  isSelected: boolean;
  isPicked: boolean;
  select(): void;
  pick(): void;
};

function Row({ project, now, isSelected, isPicked, select, pick }: RowProps) {
  const { kpis, risk } = project;
  return (
    <tr
      className={clsx("border-b border-line hover:bg-hover", isSelected ? "bg-accent-soft" : "bg-surface")}
      aria-selected={isSelected}
    >
      <td className="py-1.5 pl-2 align-top">
        <Checkbox checked={isPicked} onChange={pick}>
          <span className="sr-only">Pick {project.name}</span>
        </Checkbox>
      </td>
      <th scope="row" className={clsx(cell, "font-medium")}>
        <button type="button" onClick={select} className="min-h-6 text-left hover:underline">
          {project.name}
        </button>
        {project.domain && <div className="text-xs leading-4 font-normal text-ink-3">{project.domain}</div>}
      </th>
      <td className={cell}>
        <Status status={project.status} />
      </td>
      <td className={cell}>{agoWords(project.lastSeenAt, now)}</td>
      <td className={number}>
        <Value of={kpis.files} />
      </td>
      <td className={number}>
        <Value of={kpis.symbols} />
      </td>
      <td className={number}>
        <Value of={kpis.tasks} />
      </td>
      <td className={number}>
        <Triple values={[kpis.auditsOk, kpis.auditsWarn, kpis.auditsFail]} words={["ok", "warn", "fail"]} />
      </td>
      <td className={number}>
        <Triple values={[kpis.vulnsCritical, kpis.vulnsHigh]} words={["crit", "high"]} />
      </td>
      <td className={number}>
        <Value of={kpis.deployFreshnessDays} unit="d ago" digits={1} />
      </td>
      <td className={number}>
        <Value of={kpis.healthLatencyMs} unit="ms" />
      </td>
      <td className={clsx(number, "font-semibold")}>
        <Value of={risk.total} />
      </td>
      <td className={number}>{project.openAlerts}</td>
    </tr>
  );
}

/** Counts that belong together, each with its word; one word when none of them is known. */
export function Triple({ values, words }: { values: readonly (number | null)[]; words: readonly string[] }) {
  if (values.every((value) => value === null)) return <Value of={null} />;
  return (
    <span className="inline-flex flex-wrap justify-end gap-x-2">
      {values.map((value, index) => (
        <span key={words[index]}>
          {value === null ? "?" : value.toLocaleString()} <span className="text-ink-3">{words[index]}</span>
        </span>
      ))}
    </span>
  );
}
