import type { AlertRow, FedAlert } from "../../../contracts/alerts.ts";
import type { EcosystemGraph, EcosystemMap } from "../../../contracts/graph.ts";
import type { FedMetrics, MetricSeries } from "../../../contracts/metrics.ts";
import type { FedProject, ProjectRow } from "../../../contracts/projects.ts";

/**
 * Numbers that age by the second (strength, risk, freshness) are told to a fixed precision: the digits behind it carry
 * nothing, and without them an unchanged ecosystem is the same answer for minutes, which a 304 needs.
 */
function rounded(value: number, digits: number): number;
function rounded(value: number | null, digits: number): number | null;
function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}

/** A project as `GET /api/fed/projects` tells it: the blueprint's `FedProject`. Latency in ms, freshness in days. */
export const toFedProject = ({ slug, name, status, lastSeenAt, hubUrl, tags, kpis }: ProjectRow): FedProject => ({
  slug,
  name,
  status,
  lastSeenAt,
  hubUrl,
  tags,
  kpis: {
    auditsOk: kpis.auditsOk,
    auditsWarn: kpis.auditsWarn,
    auditsFail: kpis.auditsFail,
    deployFreshnessDays: rounded(kpis.deployFreshnessDays, 2),
    healthLatencyMs: rounded(kpis.healthLatencyMs, 2),
  },
});

/**
 * The map as `GET /api/fed/graph` tells it: the blueprint's `EcosystemGraph`. Dormant edges, whose evidence has aged
 * away, are left out, as the page leaves them out by default. Risk is 0..100, strength 0..1.
 */
export const toEcosystemGraph = ({ projects, edges }: EcosystemMap): EcosystemGraph => ({
  nodes: projects.map(({ slug, name, tags, risk }) => ({ id: slug, label: name, tags, risk: rounded(risk.total, 2) })),
  edges: edges
    .filter(({ dormant }) => !dormant)
    .map(({ id, from, to, kind, strength }) => ({ id, from, to, kind, strength: rounded(strength, 4) })),
});

/** An alert as `GET /api/fed/alerts` tells it. */
export const toFedAlert = ({ id, project, severity, title, description, createdAt, status }: AlertRow): FedAlert => ({
  id,
  project,
  severity,
  title,
  description,
  createdAt,
  status,
});

/** A project's history as `GET /api/fed/metrics/:project` tells it. */
export const toFedMetrics = ({ project, series }: MetricSeries): FedMetrics => ({ project, series });
