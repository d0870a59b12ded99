import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { type IMetricReader, type InstrumentType, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import type { Log } from "../log.ts";
import { logFailures } from "./exportFailures.ts";
import { temporalityOf } from "./scrape.ts";
import type { TelemetrySettings } from "./settings.ts";

class Exporter extends OTLPMetricExporter {
  override selectAggregationTemporality(instrument: InstrumentType) {
    return temporalityOf(instrument);
  }
}

/** Sends every metric to a collector, as often as the settings say and once more at the end. */
export function exportMetrics(
  { url, intervalMs, timeoutMs }: NonNullable<TelemetrySettings["metrics"]>,
  log: Log,
): IMetricReader {
  const exporter = logFailures(new Exporter({ url }), log.with({ signal: "metrics" }));
  return new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: intervalMs,
    exportTimeoutMillis: timeoutMs,
  });
}
