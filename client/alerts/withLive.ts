import type { AlertRow } from "../../contracts/alerts.ts";

/** Alerts that were asked for once, with those that the stream has brought up to date since; newest first, each once. */
export function withLive(asked: readonly AlertRow[], live: readonly AlertRow[]): AlertRow[] {
  const latest = new Map([...asked, ...live].map((alert) => [alert.id, alert]));
  return [...latest.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}
