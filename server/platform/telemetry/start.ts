import type { Attributes, Meter } from "@opentelemetry/api";
import { detectResources, resourceAttributesEnvDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { type IMetricReader, MeterProvider } from "@opentelemetry/sdk-metrics";
import type { Stop } from "../lifecycle.ts";
import type { Log } from "../log.ts";
import { observeProcess } from "./observeProcess.ts";
import { createScrape } from "./scrape.ts";
import type { TelemetrySettings } from "./settings.ts";

/** What a hub tells of itself while it runs. */
export type Telemetry = {
  /** Makes the instruments of every metric, whoever reads them. */
  meter: Meter;
  /** The text of `GET /metrics`. */
  scrape(): Promise<string>;
  /** Sends what was not sent yet. Takes 2 s at most, also when nobody takes it. */
  stop(): Promise<void>;
};

/** So long may the last sending take, in milliseconds. */
const longestStopMs = 2000;

/**
 * Starts telemetry. Metrics are counted and can be scraped always; what sends traces and metrics to a collector is
 * loaded only where the settings name one. A collector that cannot be reached is logged, and costs nothing else.
 */
export async function startTelemetry(options: {
  settings: TelemetrySettings;
  /** `service.name` unless `OTEL_SERVICE_NAME` says otherwise. */
  service: string;
  version: string;
  /** What else tells this process from others. */
  attributes: Attributes;
  log: Log;
}): Promise<Telemetry> {
  const { settings, service, version, attributes, log } = options;
  const { serviceName } = settings;
  // What comes later wins.
  const resource = resourceFromAttributes({ "service.name": service, "service.version": version, ...attributes })
    .merge(detectResources({ detectors: [resourceAttributesEnvDetector] }))
    .merge(resourceFromAttributes(serviceName === undefined ? {} : { "service.name": serviceName }));
  const scrape = createScrape();
  const readers: IMetricReader[] = [scrape.reader];
  const stops: Stop[] = [];
  if (settings.metrics !== null) {
    const { exportMetrics } = await import("./exportMetrics.ts");
    readers.push(exportMetrics(settings.metrics, log));
  }
  if (settings.traces !== null) {
    const { exportTraces } = await import("./exportTraces.ts");
    stops.push(exportTraces(settings.traces, { resource, log }));
  }
  const meters = new MeterProvider({ resource, readers });
  const meter = meters.getMeter("commandcenter-federation", version);
  const stopObserving = observeProcess(meter);
  stops.push(() => meters.shutdown().finally(stopObserving));
  for (const signal of ["traces", "metrics"] as const) {
    const url = settings[signal]?.url;
    // Not the whole address: a token may be in it.
    if (url !== undefined) log.info("telemetry.started", { signal, to: new URL(url).origin });
  }
  return {
    meter,
    scrape: scrape.text,
    async stop() {
      const sent = Promise.allSettled(stops.map((stop) => stop()));
      await Promise.race([sent, Bun.sleep(longestStopMs)]);
    },
  };
}
