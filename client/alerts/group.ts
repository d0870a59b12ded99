import type { AlertRow } from "../../contracts/alerts.ts";
import { wordsOfRule } from "./rules.ts";

export const groupings = ["project", "rule"] as const;
export type Grouping = (typeof groupings)[number];

/** Alerts that belong together. `project` is the slug that all of them are about, null where there is none. */
export type AlertGroup = { title: string; project: string | null; alerts: AlertRow[] };

const gravity = { critical: 0, warning: 1, info: 2 } as const;

/**
 * Alerts by project or by rule. Within a group those that are not silenced come first, then the gravest; groups are in the
 * order of their first alert. What is about the federation itself is a group of its own.
 */
export function groupAlerts(alerts: readonly AlertRow[], by: Grouping): AlertGroup[] {
  const sorted = alerts.toSorted(
    (a, b) =>
      Number(a.silenced) - Number(b.silenced) ||
      gravity[a.severity] - gravity[b.severity] ||
      b.createdAt.localeCompare(a.createdAt),
  );
  const groups = new Map<string, AlertGroup>();
  for (const alert of sorted) {
    const title = by === "rule" ? wordsOfRule(alert.rule) : (alert.project ?? "The federation itself");
    const group = groups.get(title);
    if (group) group.alerts.push(alert);
    else groups.set(title, { title, project: by === "project" ? alert.project : null, alerts: [alert] });
  }
  return [...groups.values()];
}
