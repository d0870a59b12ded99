import { expect, test } from "bun:test";
import { z } from "zod";
import { telemetrySettings, telemetryVariables, unusedVariables } from "./settings.ts";

const settingsOf = (source: Record<string, string>) => telemetrySettings(z.object(telemetryVariables).parse(source));
const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318/" };

test("nothing is sent unless an endpoint is set", () => {
  const { traces, metrics } = settingsOf({ OTEL_SERVICE_NAME: "x", OTEL_TRACES_EXPORTER: "otlp" });
  expect([traces, metrics]).toEqual([null, null]);
});

test("one endpoint takes both signals, each at its own path", () => {
  const { traces, metrics } = settingsOf(endpoint);
  expect(traces).toEqual({
    ...{ url: "http://127.0.0.1:4318/v1/traces", sampler: "parentbased_always_on", ratio: 1, delayMs: 5000 },
    ...{ queued: 2048, atOnce: 512, timeoutMs: 30_000 },
  });
  expect(metrics).toEqual({ url: "http://127.0.0.1:4318/v1/metrics", intervalMs: 60_000, timeoutMs: 30_000 });
});

test("a signal's own endpoint is used as it is", () => {
  const { traces, metrics } = settingsOf({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://tempo.example/otlp" });
  expect([traces?.url, metrics]).toEqual(["https://tempo.example/otlp", null]);
});

test("no more is sent at once than may wait, and a sending is given up before the next", () => {
  const { traces, metrics } = settingsOf({
    ...{ ...endpoint, OTEL_BSP_MAX_QUEUE_SIZE: "100", OTEL_METRIC_EXPORT_INTERVAL: "5000" },
  });
  expect([traces?.queued, traces?.atOnce, metrics?.timeoutMs]).toEqual([100, 100, 5000]);
});

test("what does nothing is named", () => {
  const source = { OTEL_PROPAGATORS: "b3", OTEL_EXPORTER_OTLP_TRACES_HEADERS: "a=b", OTEL_TRACES_SAMPLER: "always_on" };
  expect(unusedVariables({ ...source, OTEL_LOGS_EXPORTER: "", PATH: "/bin" })).toEqual(["OTEL_PROPAGATORS"]);
});

const switches: [Record<string, string>, { traces: boolean; metrics: boolean }][] = [
  [{ OTEL_SDK_DISABLED: "true" }, { traces: false, metrics: false }],
  [{ OTEL_SDK_DISABLED: "false" }, { traces: true, metrics: true }],
  [{ OTEL_TRACES_EXPORTER: "none" }, { traces: false, metrics: true }],
  [{ OTEL_METRICS_EXPORTER: "none" }, { traces: true, metrics: false }],
];
test.each(switches)("%j sends %j", (variables, sent) => {
  const { traces, metrics } = settingsOf({ ...endpoint, ...variables });
  expect({ traces: traces !== null, metrics: metrics !== null }).toEqual(sent);
});

const wrong: Record<string, string>[] = [
  { OTEL_EXPORTER_OTLP_ENDPOINT: "127.0.0.1:4318" },
  { OTEL_TRACES_SAMPLER: "sometimes" },
  { OTEL_TRACES_SAMPLER_ARG: "1.5" },
  { OTEL_METRICS_EXPORTER: "prometheus" },
  { OTEL_METRIC_EXPORT_INTERVAL: "0" },
  { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" },
  { OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: "http/protobuf" },
];
test.each(wrong)("%j is refused", (variables) => {
  expect(() => settingsOf({ ...endpoint, ...variables })).toThrow();
});
