import type { AlertRow } from "../../contracts/alerts.ts";
import type { EdgeRow } from "../../contracts/graph.ts";
import type { ProjectRow } from "../../contracts/projects.ts";

/** A project as tests need it: online, nothing else known, but for what is given. */
export function project(given: Partial<ProjectRow> & { slug: string }): ProjectRow {
  return {
    name: given.slug,
    origin: "declared",
    status: "online",
    statusReason: "its hub answers",
    statusSince: "2026-01-01T00:00:00.000Z",
    flapping: false,
    held: false,
    lastSeenAt: "2026-01-01T00:00:00.000Z",
    hubUrl: "http://127.0.0.1:5401",
    meshNs: `${given.slug}.mesh`,
    version: null,
    domain: null,
    teams: [],
    tags: [],
    allowFanout: [],
    kpis: {
      files: null,
      symbols: null,
      tasks: null,
      audits: null,
      auditsOk: null,
      auditsWarn: null,
      auditsFail: null,
      vulnsCritical: null,
      vulnsHigh: null,
      deployFreshnessDays: null,
      healthLatencyMs: null,
    },
    risk: { version: "v1", total: null, coverage: 0, parts: [] },
    completeness: null,
    x: 0,
    y: 0,
    pinned: false,
    openAlerts: 0,
    ...given,
  };
}

/** An edge as tests need it: a claimed api of medium strength, but for what is given. */
export function edge(given: Partial<EdgeRow> & { id: string; from: string; to: string }): EdgeRow {
  return {
    kind: "api",
    strength: 0.5,
    standing: "claimed",
    dormant: false,
    lastSeenAt: "2026-01-01T00:00:00.000Z",
    ...given,
  };
}

/** An alert as tests need it: open, of no project, but for what is given. */
export function alert(given: Partial<AlertRow> & { id: string }): AlertRow {
  return {
    project: null,
    severity: "warning",
    title: "Something is wrong",
    description: "This is why.",
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    status: "open",
    rule: "offline",
    resolvedAt: null,
    silenced: false,
    acknowledgedBy: null,
    resolvedBy: null,
    ...given,
  };
}
