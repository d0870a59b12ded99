import type { ProjectRow } from "../../contracts/projects.ts";

export const columnIds = [
  "name",
  "domain",
  "status",
  "seen",
  "files",
  "symbols",
  "tasks",
  "audits",
  "vulns",
  "deploy",
  "latency",
  "risk",
  "alerts",
  "integrations",
  "compliance",
  "coverage",
  "reason",
  "tags",
  "teams",
] as const;
export type ColumnId = (typeof columnIds)[number];

/** How many integrations each project has, by its slug; none where it is not named. */
export type Integrations = ReadonlyMap<string, number>;

/** What a column sorts by. Null is unknown, and comes last whichever way the column is sorted. */
export type Column = {
  id: ColumnId;
  title: string;
  /** Whether the first click shows the largest first. */
  largestFirst: boolean;
  /** Not there unless it is asked for: all of them are wider than any screen. */
  isExtra?: true;
  sortBy(project: ProjectRow, integrations: Integrations): string | number | null;
};

const gravity = { offline: 0, degraded: 1, online: 2 } as const;

export const columns: readonly Column[] = [
  { id: "name", title: "Project", largestFirst: false, sortBy: ({ name }) => name.toLowerCase() },
  { id: "domain", title: "Domain", largestFirst: false, sortBy: ({ domain }) => domain?.toLowerCase() ?? null },
  { id: "status", title: "Status", largestFirst: false, sortBy: ({ status }) => gravity[status] },
  { id: "seen", title: "Last seen", largestFirst: true, sortBy: ({ lastSeenAt }) => lastSeenAt },
  { id: "files", title: "Files", largestFirst: true, sortBy: ({ kpis }) => kpis.files },
  { id: "symbols", title: "Symbols", largestFirst: true, sortBy: ({ kpis }) => kpis.symbols },
  { id: "tasks", title: "Tasks", largestFirst: true, sortBy: ({ kpis }) => kpis.tasks },
  {
    id: "audits",
    title: "Audits",
    largestFirst: true,
    sortBy: ({ kpis }) => (kpis.auditsFail === null ? null : kpis.auditsFail * 1e6 + (kpis.auditsWarn ?? 0)),
  },
  {
    id: "vulns",
    title: "Vulnerabilities",
    largestFirst: true,
    sortBy: ({ kpis }) => (kpis.vulnsCritical === null ? null : kpis.vulnsCritical * 1e6 + (kpis.vulnsHigh ?? 0)),
  },
  { id: "deploy", title: "Deployed", largestFirst: true, sortBy: ({ kpis }) => kpis.deployFreshnessDays },
  { id: "latency", title: "Latency", largestFirst: true, sortBy: ({ kpis }) => kpis.healthLatencyMs },
  { id: "risk", title: "Risk", largestFirst: true, sortBy: ({ risk }) => risk.total },
  { id: "alerts", title: "Alerts", largestFirst: true, sortBy: ({ openAlerts }) => openAlerts },
  {
    id: "integrations",
    title: "Integrations",
    largestFirst: true,
    isExtra: true,
    sortBy: ({ slug }, integrations) => integrations.get(slug) ?? 0,
  },
  { id: "compliance", title: "Compliance debt", largestFirst: true, isExtra: true, sortBy: complianceDebt },
  { id: "coverage", title: "Risk known", largestFirst: false, isExtra: true, sortBy: ({ risk }) => risk.coverage },
  { id: "reason", title: "Reason", largestFirst: false, isExtra: true, sortBy: ({ statusReason }) => statusReason },
  { id: "tags", title: "Tags", largestFirst: false, isExtra: true, sortBy: ({ tags }) => tags[0] ?? null },
  { id: "teams", title: "Teams", largestFirst: false, isExtra: true, sortBy: ({ teams }) => teams[0] ?? null },
];

/** How much of its audits fails, or half as much warns, in percent; null where that is unknown. */
export function complianceDebt({ risk }: ProjectRow): number | null {
  return risk.parts.find(({ name }) => name === "compliance")?.value ?? null;
}

/** Columns that are not there: usual ones that are folded, and extra ones that are not asked for. */
export function hiddenColumns(fold: readonly ColumnId[] = [], more: readonly ColumnId[] = []): ColumnId[] {
  return columns.filter(({ id, isExtra }) => (isExtra ? !more.includes(id) : fold.includes(id))).map(({ id }) => id);
}

/** The same the other way round: what the address says when exactly these columns are not there. */
export function hideColumns(hidden: readonly ColumnId[]): { fold: ColumnId[]; more: ColumnId[] } {
  const ids = (wanted: (column: Column) => boolean) => columns.filter(wanted).map(({ id }) => id);
  return {
    fold: ids(({ id, isExtra }) => !isExtra && hidden.includes(id)),
    more: ids(({ id, isExtra }) => isExtra === true && !hidden.includes(id)),
  };
}

/** Far quicker than `localeCompare`, which looks the rules up for every pair. */
const byName = new Intl.Collator().compare;

/** The projects in a column's order; equals by name. */
export function sortProjects(
  projects: readonly ProjectRow[],
  column: ColumnId,
  descending: boolean,
  integrations: Integrations,
): ProjectRow[] {
  const sortBy = columns.find(({ id }) => id === column)?.sortBy ?? (() => null);
  return projects.toSorted((a, b) => {
    const [left, right] = [sortBy(a, integrations), sortBy(b, integrations)];
    if (left === null || right === null) {
      if (left !== right) return left === null ? 1 : -1;
    } else if (left !== right) {
      return (left < right ? -1 : 1) * (descending ? -1 : 1);
    }
    return byName(a.name, b.name);
  });
}
