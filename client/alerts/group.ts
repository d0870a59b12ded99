import type { AlertRow } from "../../contracts/alerts.ts";
import { wordsOfRule } from "./rules.ts";

export const groupings = ["project", "rule"] as const;
export type Grouping = (typeof groupings)[number];

/** Alerts that belong together. `key` tells groups apart; `project` is the slug that all are about, null without one. */
export type AlertGroup = { key: string; title: string; project: string | null; alerts: AlertRow[] };

const gravity = { critical: 0, warning: 1, info: 2 } as const;

/**
 * Alerts by project or by rule. Within a group those that are not silenced come first, then the gravest; groups are in the
 * order of their first alert. What is about the federation itself is a group of its own. `nameOf` names a slug.
 */
export function groupAlerts(alerts: readonly AlertRow[], by: Grouping, nameOf: (slug: string) => string): AlertGroup[] {
  const sorted = alerts.toSorted(
    (a, b) =>
      Number(a.silenced) - Number(b.silenced) ||
      gravity[a.severity] - gravity[b.severity] ||
      b.createdAt.localeCompare(a.createdAt),
  );
  const groups = new Map<string, AlertGroup>();
  for (const alert of sorted) {
    const { rule, project } = alert;
    const key = by === "rule" ? rule : (project ?? "");
    const group = groups.get(key);
    if (group) group.alerts.push(alert);
    else if (by === "rule") groups.set(key, { key, title: wordsOfRule(rule), project: null, alerts: [alert] });
    else
      groups.set(key, {
        key,
        title: project === null ? "The federation itself" : nameOf(project),
        project,
        alerts: [alert],
      });
  }
  return [...groups.values()];
}
