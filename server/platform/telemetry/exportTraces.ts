import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import type { Resource } from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { Stop } from "../lifecycle.ts";
import type { Log } from "../log.ts";
import { logFailures } from "./exportFailures.ts";
import type { SamplerName, TelemetrySettings } from "./settings.ts";

function samplerOf(name: SamplerName, ratio: number): Sampler {
  const [last = ""] = name.split("_").slice(-1);
  const root =
    last === "traceidratio"
      ? new TraceIdRatioBasedSampler(ratio)
      : last === "on"
        ? new AlwaysOnSampler()
        : new AlwaysOffSampler();
  return name.startsWith("parentbased_") ? new ParentBasedSampler({ root }) : root;
}

/**
 * From here on the process's spans are recorded and given to `processor`, contexts follow asynchronous calls, and
 * `traceparent` is written and read. There is one such registration a process; its stop undoes it.
 */
export function registerTraces(options: { resource?: Resource; sampler?: Sampler; processor: SpanProcessor }): Stop {
  const { processor, ...rest } = options;
  const provider = new TracerProvider({ ...rest, spanProcessors: [processor] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return async () => {
    trace.disable();
    propagation.disable();
    context.disable();
    await provider.shutdown();
  };
}

/** Sends spans in batches. What a collector does not take in time is dropped: telemetry never holds up the work. */
export function exportTraces(
  { url, sampler, ratio, delayMs, queued, atOnce, timeoutMs }: NonNullable<TelemetrySettings["traces"]>,
  { resource, log }: { resource: Resource; log: Log },
): Stop {
  const exporter = logFailures(new OTLPTraceExporter({ url }), log.with({ signal: "traces" }));
  const processor = new BatchSpanProcessor({
    ...{ exporter, scheduledDelayMillis: delayMs, exportTimeoutMillis: timeoutMs },
    ...{ maxQueueSize: queued, maxExportBatchSize: atOnce },
  });
  return registerTraces({ resource, sampler: samplerOf(sampler, ratio), processor });
}
