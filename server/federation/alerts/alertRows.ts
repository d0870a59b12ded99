import type { AlertRow, AlertSeverity, AlertStatus } from "../../../contracts/alerts.ts";

/** An alert as the database has it, with the project's slug. */
export type StoredAlert = {
  id: string;
  severity: string;
  title: string;
  description: string;
  createdAt: Date;
  status: string;
  rule: string;
  updatedAt: Date;
  resolvedAt: Date | null;
  silenced: boolean;
  acknowledgedBy: string | null;
  resolvedBy: string | null;
  project: { slug: string } | null;
};

/** What every read of alerts asks for. */
export const withProjectSlug = { project: { select: { slug: true } } } as const;

const severities: Record<string, AlertSeverity> = { info: "info", warning: "warning", critical: "critical" };
const statuses: Record<string, AlertStatus> = { open: "open", acknowledged: "acknowledged", resolved: "resolved" };

/** A stored alert as everything outside sees it. */
export function toAlertRow(stored: StoredAlert): AlertRow {
  return {
    id: stored.id,
    project: stored.project?.slug ?? null,
    severity: severities[stored.severity] ?? "warning",
    title: stored.title,
    description: stored.description,
    createdAt: stored.createdAt.toISOString(),
    status: statuses[stored.status] ?? "open",
    rule: stored.rule,
    updatedAt: stored.updatedAt.toISOString(),
    resolvedAt: stored.resolvedAt?.toISOString() ?? null,
    silenced: stored.silenced,
    acknowledgedBy: stored.acknowledgedBy,
    resolvedBy: stored.resolvedBy,
  };
}
