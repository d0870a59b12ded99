import type { AlertRow } from "../../contracts/alerts.ts";
import { wordsOfRule } from "./rules.ts";

export const groupings = ["project", "rule"] as const;
export type Grouping = (typeof groupings)[number];

/** So many projects with the same rule at once have one cause more likely than as many. */
const manyProjects = 5;

/** Alerts that belong together. `key` tells groups apart; `project` is the slug that all are about, null without one. */
export type AlertGroup = { key: string; title: string; project: string | null; alerts: AlertRow[] };

const gravity = { critical: 0, warning: 1, info: 2 } as const;

/**
 * Alerts by project or by rule. Within a group those that are not silenced come first, then the gravest; groups are in the
 * order of their first alert. What is about the federation itself is a group of its own, and so is, by project, a rule that
 * is broken by many at once: one outage is one thing to read. `nameOf` names a slug.
 */
export function groupAlerts(alerts: readonly AlertRow[], by: Grouping, nameOf: (slug: string) => string): AlertGroup[] {
  const sorted = alerts.toSorted(
    (a, b) =>
      Number(a.silenced) - Number(b.silenced) ||
      gravity[a.severity] - gravity[b.severity] ||
      b.createdAt.localeCompare(a.createdAt),
  );
  const shared = by === "project" ? widelyBroken(sorted) : new Map<string, number>();
  const headOf = (alert: AlertRow): Omit<AlertGroup, "alerts"> => {
    const { rule, project } = alert;
    const count = isUnresolved(alert) ? shared.get(rule) : undefined;
    if (by === "rule") return { key: rule, title: wordsOfRule(rule), project: null };
    if (project === null) return { key: "", title: "The federation itself", project: null };
    return count === undefined
      ? { key: project, title: nameOf(project), project }
      : { key: `rule ${rule}`, title: `${wordsOfRule(rule)}: ${count} projects`, project: null };
  };
  const groups = new Map<string, AlertGroup>();
  for (const alert of sorted) {
    const head = headOf(alert);
    const group = groups.get(head.key);
    if (group) group.alerts.push(alert);
    else groups.set(head.key, { ...head, alerts: [alert] });
  }
  return [...groups.values()];
}

const isUnresolved = ({ status }: AlertRow) => status !== "resolved";

/** The rules that many projects break at once, and how many do. */
function widelyBroken(alerts: readonly AlertRow[]): Map<string, number> {
  const projects = new Map<string, Set<string>>();
  for (const { rule, project } of alerts.filter(isUnresolved)) {
    if (project !== null) projects.set(rule, (projects.get(rule) ?? new Set()).add(project));
  }
  const wide = [...projects].filter(([, slugs]) => slugs.size >= manyProjects);
  return new Map(wide.map(([rule, slugs]) => [rule, slugs.size]));
}
