import type { BatchObservableResult, Meter } from "@opentelemetry/api";
import { projectStatus } from "../../../contracts/names.ts";
import type { ProjectRow } from "../../../contracts/projects.ts";
import type { FederationCounts } from "./readCounts.ts";

/**
 * So many projects, by slug, have series of their own; the rest is only in the sums. A series costs memory in every
 * system that scrapes, and a heat map of more rows is not read by anybody.
 */
const mostListed = 200;

/** Makes the gauges of the projects: sums over all, and a few series for each. */
export function createProjectGauges(meter: Meter) {
  const gauge = (name: string, description: string, unit = "") =>
    meter.createObservableGauge(name, { description, unit });
  return {
    count: gauge("fed_projects", "Projects that are not archived."),
    flapping: gauge("fed_projects_flapping", "Projects that come and go too often."),
    missing: gauge("fed_ingest_missing_events", "Gaps in what publishers told, in events."),
    status: gauge("fed_project_status", "1 for the status that the project has, 0 for the others."),
    lastSeen: gauge("fed_project_last_seen_timestamp_seconds", "When a hub of the project was last heard.", "s"),
    risk: gauge("fed_project_risk_score", "Risk from 0 to 100, in all and by part; absent while unknown."),
    lastAudit: gauge("fed_project_last_audit_timestamp_seconds", "When an audit of the project last ended.", "s"),
    omitted: gauge("fed_project_series_omitted", "Projects that have no series of their own."),
  };
}

/** Tells of the projects, which come by slug and without the archived ones. */
export function observeProjects(
  result: BatchObservableResult,
  gauges: ReturnType<typeof createProjectGauges>,
  { projects, audits }: { projects: readonly ProjectRow[]; audits: FederationCounts["audits"] },
): void {
  for (const origin of ["declared", "discovered"] as const) {
    const ofOrigin = projects.filter((project) => project.origin === origin);
    for (const status of projectStatus.options) {
      const count = ofOrigin.filter((project) => project.status === status).length;
      result.observe(gauges.count, count, { status, origin });
    }
  }
  result.observe(gauges.flapping, projects.filter(({ flapping }) => flapping).length);
  result.observe(
    gauges.missing,
    projects.reduce((sum, { completeness }) => sum + (completeness?.missing ?? 0), 0),
  );
  const listed = projects.slice(0, mostListed);
  result.observe(gauges.omitted, projects.length - listed.length);
  for (const project of listed) observeProject(result, gauges, project);
  const slugs = new Set(listed.map(({ slug }) => slug));
  for (const { project, kind, at } of audits) {
    if (slugs.has(project)) result.observe(gauges.lastAudit, at, { project, kind });
  }
}

function observeProject(
  result: BatchObservableResult,
  gauges: ReturnType<typeof createProjectGauges>,
  { slug: project, status, lastSeenAt, risk }: ProjectRow,
): void {
  for (const each of projectStatus.options) {
    result.observe(gauges.status, each === status ? 1 : 0, { project, status: each });
  }
  if (lastSeenAt !== null) result.observe(gauges.lastSeen, Date.parse(lastSeenAt) / 1000, { project });
  for (const { name, value } of [{ name: "total", value: risk.total }, ...risk.parts]) {
    if (value !== null) result.observe(gauges.risk, value, { project, part: name });
  }
}
