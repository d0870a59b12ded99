import type { BatchObservableResult, Meter } from "@opentelemetry/api";
import { fanoutAction, runState, targetState } from "../../../contracts/actions.ts";
import { alertRule, alertSeverity } from "../../../contracts/alerts.ts";
import type { FederationCounts } from "./readCounts.ts";

/** Makes the gauges of everything but the projects. What has few labels is told as 0 where there is none. */
export function createCountGauges(meter: Meter) {
  const gauge = (name: string, description: string, unit = "") =>
    meter.createObservableGauge(name, { description, unit });
  return {
    alerts: gauge("fed_alerts", "Alerts that are not resolved, and whether a silence mutes them."),
    runs: gauge("fed_action_runs", "Runs of fan-out actions that were started within 24 hours."),
    targets: gauge("fed_action_targets", "Projects of those runs, by how far each has come."),
    sweeps: gauge("fed_last_sweep_timestamp_seconds", "When a run of this action last ended.", "s"),
    deliveries: gauge("fed_notification_deliveries", "Messages to webhooks that are not delivered."),
    endpoints: gauge("fed_endpoints", "Endpoints of projects, by how they were last found."),
    lastVerified: gauge("fed_verifier_last_check_timestamp_seconds", "When an endpoint was last tried.", "s"),
    quarantined: gauge("fed_quarantined_events", "Messages kept in quarantine."),
    databaseBytes: gauge("fed_database_bytes", "What the federation database takes on its disk.", "By"),
    blind: gauge("fed_blind", "1 while the federation hears too little to judge anybody, else 0."),
  };
}

/** Counts that are told also where the database has no row for them. */
type Filled = { labels: Record<string, string>; count: number }[];

function withZeros(
  found: readonly { labels: Record<string, string>; count: number }[],
  zeros: Record<string, string>[],
): Filled {
  const counts = new Map(zeros.map((labels) => [JSON.stringify(labels), { labels, count: 0 }]));
  for (const { labels, count } of found) {
    const key = JSON.stringify(labels);
    counts.set(key, { labels, count: count + (counts.get(key)?.count ?? 0) });
  }
  return [...counts.values()];
}

const everyAlert = alertRule.options.flatMap((rule) =>
  alertSeverity.options.flatMap((severity) =>
    ["open", "acknowledged"].flatMap((status) =>
      ["false", "true"].map((silenced) => ({ rule, severity, status, silenced })),
    ),
  ),
);
const everyRun = fanoutAction.options.flatMap((action) => runState.options.map((state) => ({ action, state })));
const statesOf = (...states: string[]) => states.map((state) => ({ state }));

/** Tells what was read. */
export function observeCounts(
  result: BatchObservableResult,
  gauges: ReturnType<typeof createCountGauges>,
  counts: FederationCounts,
): void {
  const observe = (gauge: (typeof gauges)[keyof typeof gauges], filled: Filled) => {
    for (const { labels, count } of filled) result.observe(gauge, count, labels);
  };
  const byState = (rows: readonly { state: string; count: number }[]) =>
    rows.map(({ state, count }) => ({ labels: { state }, count }));

  const alerts = counts.alerts.map(({ rule, severity, status, silenced, count }) => ({
    labels: { rule, severity, status, silenced: String(silenced) },
    count,
  }));
  observe(gauges.alerts, withZeros(alerts, everyAlert));
  const runs = counts.runs.map(({ action, state, count }) => ({ labels: { action, state }, count }));
  observe(gauges.runs, withZeros(runs, everyRun));
  observe(gauges.targets, withZeros(byState(counts.targets), statesOf(...targetState.options)));
  for (const { action, at } of counts.sweeps) result.observe(gauges.sweeps, at, { action });
  observe(gauges.deliveries, withZeros(byState(counts.deliveries), statesOf("pending", "failed")));
  const found = statesOf("reachable", "unreachable", "unverified");
  observe(gauges.endpoints, withZeros(byState(counts.endpoints), found));
  if (counts.lastVerifiedAt !== null) result.observe(gauges.lastVerified, counts.lastVerifiedAt);
  result.observe(gauges.quarantined, counts.quarantined);
  result.observe(gauges.databaseBytes, counts.databaseBytes);
  result.observe(gauges.blind, counts.blind ? 1 : 0);
}
