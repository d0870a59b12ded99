import type { Counter, Gauge, Histogram, Meter } from "@opentelemetry/api";
import type { ChangeNotice } from "../../../contracts/changes.ts";
import type { EventKind } from "../../../contracts/subjects.ts";
import { type EndpointFailure, endpointFailure } from "../../../contracts/surface.ts";
import { durationBuckets } from "../../platform/telemetry/durationBuckets.ts";

/** Which ear a batch came in by: the stored events, or the pulses of core NATS. */
type Path = { path: "stream" | "core" };

/** What the Meta Hub counts as it happens. Names are Prometheus', and the same wherever they are sent. */
export type FederationMeters = {
  events: Counter<{ kind: EventKind | "legacy.heartbeat" }>;
  rejected: Counter<Path>;
  batchEvents: Histogram<Path>;
  batchDuration: Histogram<Path>;
  failedBatches: Counter<Path>;
  checks: Counter<{ result: EndpointFailure | "reachable" }>;
  checkDuration: Histogram;
  notices: Counter<{ type: ChangeNotice["type"] }>;
  /** As of the last look, once a minute. */
  streamBytes: Gauge;
  streamLimit: Gauge;
};

/** Makes the Meta Hub's counters. Each that has few labels begins at 0, so that its first increase is seen as one. */
export function createFederationMeters(meter: Meter): FederationMeters {
  const meters: FederationMeters = {
    events: meter.createCounter("fed_ingest_events_total", { description: "Events taken in and committed, by kind." }),
    rejected: meter.createCounter("fed_ingest_rejected_events_total", {
      description: "Messages that were no acceptable event and went to quarantine.",
    }),
    batchEvents: meter.createHistogram("fed_ingest_batch_events", {
      description: "Events in one batch that was committed.",
      advice: { explicitBucketBoundaries: [1, 5, 10, 50, 100, 250, 500, 1000, 2000, 4000] },
    }),
    batchDuration: meter.createHistogram("fed_ingest_batch_duration_seconds", {
      description: "How long one batch took until it was committed, or had failed.",
      unit: "s",
      advice: { explicitBucketBoundaries: durationBuckets },
    }),
    failedBatches: meter.createCounter("fed_ingest_failed_batches_total", {
      description: "Batches that could not be committed and are tried again.",
    }),
    checks: meter.createCounter("fed_verifier_checks_total", {
      description: "Endpoints tried, by what came of it.",
    }),
    checkDuration: meter.createHistogram("fed_verifier_check_duration_seconds", {
      description: "After how long an endpoint answered, of those that did.",
      unit: "s",
      advice: { explicitBucketBoundaries: durationBuckets },
    }),
    notices: meter.createCounter("fed_live_notices_total", { description: "Change notices told to clients, by type." }),
    streamBytes: meter.createGauge("fed_stream_bytes", { description: "What the event stream holds.", unit: "By" }),
    streamLimit: meter.createGauge("fed_stream_limit_bytes", {
      description: "What the event stream may hold before it refuses.",
      unit: "By",
    }),
  };
  for (const path of ["stream", "core"] as const) {
    meters.rejected.add(0, { path });
    meters.failedBatches.add(0, { path });
  }
  for (const result of ["reachable", ...endpointFailure.options] as const) meters.checks.add(0, { result });
  return meters;
}
