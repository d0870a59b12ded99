import { z } from "zod";

const endpoint = z.url({ protocol: /^https?$/, error: "must be an http or https address" });
const exporter = z.enum(["otlp", "none"]);
const protocol = z.literal("http/json", { error: "must be http/json, or not set: nothing else is spoken" });
const milliseconds = z.coerce.number().int().min(1);

const count = z.coerce.number().int().min(1);

const sampler = z.enum([
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
]);
export type SamplerName = z.infer<typeof sampler>;

/**
 * OpenTelemetry's standard variables that are read here, with its defaults. The exporters read the rest by themselves:
 * `OTEL_EXPORTER_OTLP_HEADERS`, `_TIMEOUT`, `_COMPRESSION`, `_CERTIFICATE` and their like for one signal; what is sent is
 * JSON over HTTP. `OTEL_RESOURCE_ATTRIBUTES` is its SDK's.
 */
export const telemetryVariables = {
  OTEL_SDK_DISABLED: z.stringbool().default(false),
  OTEL_SERVICE_NAME: z.string().min(1).max(255).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint.optional(),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: endpoint.optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: protocol.optional(),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: protocol.optional(),
  OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: protocol.optional(),
  OTEL_TRACES_EXPORTER: exporter.default("otlp"),
  OTEL_METRICS_EXPORTER: exporter.default("otlp"),
  OTEL_TRACES_SAMPLER: sampler.default("parentbased_always_on"),
  /** The fraction of traces that a ratio sampler keeps. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  OTEL_BSP_SCHEDULE_DELAY: milliseconds.default(5000),
  /** So many spans wait at most; what comes beyond them is dropped. */
  OTEL_BSP_MAX_QUEUE_SIZE: count.default(2048),
  /** So many are sent at once, at most. */
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: count.default(512),
  OTEL_BSP_EXPORT_TIMEOUT: milliseconds.default(30_000),
  OTEL_METRIC_EXPORT_INTERVAL: milliseconds.default(60_000),
  OTEL_METRIC_EXPORT_TIMEOUT: milliseconds.default(30_000),
};

/** What the exporters and the SDK read by themselves. */
const theirs =
  /^OTEL_(RESOURCE_ATTRIBUTES|EXPORTER_OTLP_((TRACES|METRICS)_)?(HEADERS|TIMEOUT|COMPRESSION|CERTIFICATE|CLIENT_KEY|CLIENT_CERTIFICATE))$/;

/** The names of OpenTelemetry's variables that are set and do nothing here. */
export const unusedVariables = (source: Record<string, string | undefined>): string[] =>
  Object.keys(source).filter(
    (name) => name.startsWith("OTEL_") && source[name] !== "" && !(name in telemetryVariables) && !theirs.test(name),
  );

const variables = z.object(telemetryVariables);
export type TelemetryEnv = z.infer<typeof variables>;

/** What is sent where. Null is not sent, and what sends it is not loaded. Times in milliseconds. */
export type TelemetrySettings = {
  serviceName: string | undefined;
  traces:
    | ({ url: string; sampler: SamplerName; ratio: number; delayMs: number } & {
        queued: number;
        atOnce: number;
        timeoutMs: number;
      })
    | null;
  metrics: { url: string; intervalMs: number; timeoutMs: number } | null;
};

/** Where one signal goes: its own endpoint as it is, or the common one with the signal's path behind it. */
function urlOf(signal: "traces" | "metrics", own: string | undefined, common: string | undefined): string | null {
  if (own !== undefined) return own;
  return common === undefined ? null : `${common.replace(/\/+$/, "")}/v1/${signal}`;
}

/** What the variables ask for. Nothing is sent unless an endpoint is set. */
export function telemetrySettings(env: TelemetryEnv): TelemetrySettings {
  const common = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  const traces = urlOf("traces", env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, common);
  const metrics = urlOf("metrics", env.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT, common);
  const on = !env.OTEL_SDK_DISABLED;
  return {
    serviceName: env.OTEL_SERVICE_NAME,
    traces:
      on && traces !== null && env.OTEL_TRACES_EXPORTER === "otlp"
        ? {
            url: traces,
            sampler: env.OTEL_TRACES_SAMPLER,
            ratio: env.OTEL_TRACES_SAMPLER_ARG,
            delayMs: env.OTEL_BSP_SCHEDULE_DELAY,
            queued: env.OTEL_BSP_MAX_QUEUE_SIZE,
            atOnce: Math.min(env.OTEL_BSP_MAX_EXPORT_BATCH_SIZE, env.OTEL_BSP_MAX_QUEUE_SIZE),
            timeoutMs: env.OTEL_BSP_EXPORT_TIMEOUT,
          }
        : null,
    metrics:
      on && metrics !== null && env.OTEL_METRICS_EXPORTER === "otlp"
        ? {
            url: metrics,
            intervalMs: env.OTEL_METRIC_EXPORT_INTERVAL,
            timeoutMs: Math.min(env.OTEL_METRIC_EXPORT_TIMEOUT, env.OTEL_METRIC_EXPORT_INTERVAL),
          }
        : null,
  };
}
