import type { AlertRow } from "../../contracts/alerts.ts";
import { wordsOfRule } from "./rules.ts";
import type { AlertsSearch } from "./search.ts";

/**
 * The alerts of one severity that have every word of a text in their title, description, rule or project; without the one
 * or the other, all. `nameOf` names a slug.
 */
export function filterAlerts(
  alerts: readonly AlertRow[],
  { severity, text = "" }: Pick<AlertsSearch, "severity" | "text">,
  nameOf: (slug: string) => string,
): AlertRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return alerts.filter((alert) => {
    if (severity !== undefined && alert.severity !== severity) return false;
    const { title, description, rule, project } = alert;
    const said = [title, description, wordsOfRule(rule), project ?? "", project === null ? "" : nameOf(project)];
    const all = said.join("\n").toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
