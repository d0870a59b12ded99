import type { ProjectRow } from "../../contracts/projects.ts";
import { complianceDebt, type Integrations } from "./columns.ts";

const fields: [title: string, value: (project: ProjectRow, integrations: Integrations) => string | number | null][] = [
  ["slug", ({ slug }) => slug],
  ["name", ({ name }) => name],
  ["domain", ({ domain }) => domain],
  ["teams", ({ teams }) => teams.join(" ")],
  ["tags", ({ tags }) => tags.join(" ")],
  ["status", ({ status }) => status],
  ["lastSeenAt", ({ lastSeenAt }) => lastSeenAt],
  ["files", ({ kpis }) => kpis.files],
  ["symbols", ({ kpis }) => kpis.symbols],
  ["tasks", ({ kpis }) => kpis.tasks],
  ["auditsOk", ({ kpis }) => kpis.auditsOk],
  ["auditsWarn", ({ kpis }) => kpis.auditsWarn],
  ["auditsFail", ({ kpis }) => kpis.auditsFail],
  ["vulnsCritical", ({ kpis }) => kpis.vulnsCritical],
  ["vulnsHigh", ({ kpis }) => kpis.vulnsHigh],
  ["deployFreshnessDays", ({ kpis }) => kpis.deployFreshnessDays],
  ["healthLatencyMs", ({ kpis }) => kpis.healthLatencyMs],
  ["risk", ({ risk }) => risk.total],
  ["riskCoverage", ({ risk }) => risk.coverage],
  ["openAlerts", ({ openAlerts }) => openAlerts],
  ["statusReason", ({ statusReason }) => statusReason],
  ["complianceDebtPercent", complianceDebt],
  ["integrations", ({ slug }, integrations) => integrations.get(slug) ?? 0],
];

/**
 * Projects as CSV (RFC 4180), unknown as empty. A cell that a spreadsheet would take for a formula gets an apostrophe in
 * front: names come from outside.
 */
export function toCsv(projects: readonly ProjectRow[], integrations: Integrations): string {
  const rows = projects.map((project) => fields.map(([, read]) => cell(read(project, integrations))).join(","));
  return [fields.map(([title]) => title).join(","), ...rows].map((row) => `${row}\r\n`).join("");
}

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
