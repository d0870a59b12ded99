import type { AlertRow } from "../../contracts/alerts.ts";

/** Whether an alert is told to people: it fires, nobody looks after it, and nobody has muted it. */
export const wantsAttention = ({ status, silenced }: AlertRow): boolean => status === "open" && !silenced;

/** What to say aloud when alerts have changed: each that now wants attention and did not before, but at most three by title. */
export function alertNews(before: readonly AlertRow[], after: readonly AlertRow[]): string {
  const known = new Set(before.filter(wantsAttention).map(({ id }) => id));
  const fresh = after.filter((alert) => wantsAttention(alert) && !known.has(alert.id));
  const named = fresh.slice(0, 3).map(({ title }) => `New alert: ${title}.`);
  const others = fresh.length - named.length;
  return [...named, ...(others > 0 ? [`${others} more.`] : [])].join(" ");
}
