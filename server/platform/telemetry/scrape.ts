import { PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import { AggregationTemporality, InstrumentType, MetricReader } from "@opentelemetry/sdk-metrics";

/**
 * Everything is counted from the start. For gauges the word means something else: a cumulative one would go on telling
 * the last value of a series that is no longer observed, of a project that was archived, for ever.
 */
export const temporalityOf = (instrument: InstrumentType): AggregationTemporality =>
  instrument === InstrumentType.OBSERVABLE_GAUGE ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;

/** A reader that does nothing until it is asked. */
class PulledReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

/** Observations that take longer than this, of a database that hangs, are left out of an answer, in milliseconds. */
const longestObservationMs = 3000;
/** How old an answer may be that is given again, in milliseconds. */
const freshMs = 1000;

/** What `GET /metrics` says it is. */
export const scrapeType = "text/plain; version=0.0.4; charset=utf-8";

/** All metrics in the text format of Prometheus. */
export type Scrape = { reader: MetricReader; text(): Promise<string> };

/** Who asks while another is answered, or within a second after, gets the same: many scrapes are one read of the database. */
export function createScrape(): Scrape {
  const reader = new PulledReader({ aggregationTemporalitySelector: temporalityOf });
  // Neither labels for the resource nor for the scope: Prometheus has its own for what was scraped.
  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  let kept: { text: Promise<string>; until: number } | undefined;

  const collect = async () => {
    const { resourceMetrics } = await reader.collect({ timeoutMillis: longestObservationMs });
    return `${serializer.serialize(resourceMetrics).trimEnd()}\n`;
  };
  return {
    reader,
    text() {
      const now = performance.now();
      if (kept !== undefined && now < kept.until) return kept.text;
      const entry = { text: collect(), until: Number.POSITIVE_INFINITY };
      const settle = () => {
        entry.until = performance.now() + freshMs;
      };
      entry.text.then(settle, settle);
      kept = entry;
      return entry.text;
    },
  };
}
