import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { trace } from "@opentelemetry/api";
import { findFreePort } from "../../../scripts/embedded/freePort.ts";
import { eventually } from "../../../scripts/testing/eventually.ts";
import { type OtlpReceiver, startOtlpReceiver } from "../../../scripts/testing/otlpReceiver.ts";
import { createLog } from "../log.ts";
import type { TelemetrySettings } from "./settings.ts";
import { inSpan } from "./span.ts";
import { startTelemetry } from "./start.ts";

let receiver: OtlpReceiver;
let logged: { event: string; trace_id?: string; span_id?: string }[];

beforeEach(() => {
  receiver = startOtlpReceiver();
  logged = [];
});
afterEach(() => receiver.stop());

const log = createLog("debug", {}, (line) => logged.push(JSON.parse(line)));
const settingsFor = (endpoint: string, sampler: "always_on" | "always_off" = "always_on"): TelemetrySettings => ({
  serviceName: "hub-under-test",
  traces: { url: `${endpoint}/v1/traces`, sampler, ratio: 1, delayMs: 1, queued: 100, atOnce: 100, timeoutMs: 1000 },
  metrics: { url: `${endpoint}/v1/metrics`, intervalMs: 1000, timeoutMs: 1000 },
});
const start = (settings: TelemetrySettings) =>
  startTelemetry({ settings, service: "a-hub", version: "1.2.3", attributes: {}, log });
const work = (name: string) => inSpan(name, {}, async () => log.info("worked"));
const times = (event: string) => logged.filter((line) => line.event === event).length;

test("spans and metrics reach a collector under the name that was set, the last ones while stopping", async () => {
  const telemetry = await start({ ...settingsFor(receiver.endpoint), serviceName: "hub-under-test" });
  telemetry.meter.createCounter("fed_test_total").add(1);
  await work("last.words");
  await telemetry.stop();
  expect(receiver.spans.map(({ name, service }) => [name, service])).toEqual([["last.words", "hub-under-test"]]);
  expect([...(receiver.metrics.get("hub-under-test") ?? [])]).toContain("fed_test_total");
  expect([...(receiver.metrics.get("hub-under-test") ?? [])]).toContain("process_resident_memory_bytes");
});

test("a log line of traced work names its trace, any other none", async () => {
  const telemetry = await start(settingsFor(receiver.endpoint));
  log.info("before");
  await work("logged.work");
  await telemetry.stop();
  const [span] = receiver.spans;
  const line = logged.find(({ event }) => event === "worked");
  expect([line?.trace_id, line?.span_id]).toEqual([span?.traceId ?? "no trace", span?.spanId]);
  expect(logged.find(({ event }) => event === "before")).not.toHaveProperty("trace_id");
});

test("the sampler that was set is asked", async () => {
  const telemetry = await start(settingsFor(receiver.endpoint, "always_off"));
  await work("not.sampled");
  await telemetry.stop();
  expect(receiver.spans).toEqual([]);
  expect(receiver.metrics.size).toBe(1);
});

describe("a collector that refuses", () => {
  test("is logged once, and once more when it takes what comes again", async () => {
    receiver.answerWith(400);
    const telemetry = await start({ ...settingsFor(receiver.endpoint), metrics: null });
    for (let time = 0; time < 3; time++) {
      await work("refused.work");
      await eventually(() => times("telemetry.not_sent") > 0);
    }
    receiver.answerWith(200);
    await work("taken.work");
    await eventually(() => receiver.spans.some(({ name }) => name === "taken.work"));
    await telemetry.stop();
    expect([times("telemetry.not_sent"), times("telemetry.sent_again")]).toEqual([1, 1]);
  });

  test("or is not there at all, holds up neither the work nor the end", async () => {
    const telemetry = await start(settingsFor(`http://127.0.0.1:${await findFreePort()}`));
    for (let time = 0; time < 20; time++) await work("lost.work");
    await telemetry.stop();
    expect(times("worked")).toBe(20);
  });
});

/** Starts telemetry in a process of its own, and answers the names of OpenTelemetry's packages that it has loaded. */
async function packagesLoaded(settings: TelemetrySettings): Promise<string[]> {
  const script = `
    import { startTelemetry } from ${JSON.stringify(new URL("start.ts", import.meta.url).href)};
    import { silentLog as log } from ${JSON.stringify(new URL("../log.ts", import.meta.url).href)};
    await startTelemetry({ settings: ${JSON.stringify(settings)}, service: "x", version: "1", attributes: {}, log });
    console.log(JSON.stringify(Object.keys(require.cache)));
    process.exit(0);`;
  const child = Bun.spawn([process.execPath, "--eval", script], { stdout: "pipe", stderr: "inherit" });
  const paths: string[] = JSON.parse(await new Response(child.stdout).text());
  return [...new Set(paths.flatMap((path) => /@opentelemetry\/([^/]+)/.exec(path)?.[1] ?? []))].sort();
}

test("without an endpoint nothing that sends is loaded", async () => {
  const senders = ["exporter-metrics-otlp-http", "exporter-trace-otlp-http", "otlp-exporter-base", "sdk-trace"];
  const off = await packagesLoaded({ serviceName: undefined, traces: null, metrics: null });
  expect(off).toContain("sdk-metrics");
  expect(senders.filter((name) => off.includes(name))).toEqual([]);
  const on = await packagesLoaded(settingsFor(receiver.endpoint));
  expect(senders.filter((name) => !on.includes(name))).toEqual([]);
});

test("without an endpoint there are no spans, and metrics can be scraped", async () => {
  const telemetry = await start({ serviceName: undefined, traces: null, metrics: null });
  expect(trace.getTracer("x").startSpan("unseen").isRecording()).toBe(false);
  expect(await telemetry.scrape()).toContain("# TYPE process_cpu_seconds_total counter");
  await telemetry.stop();
  expect([receiver.spans, receiver.metrics.size]).toEqual([[], 0]);
});
