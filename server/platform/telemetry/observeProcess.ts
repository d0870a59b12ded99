import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Meter } from "@opentelemetry/api";

/** How finely the event loop is watched, in milliseconds, and how long a worst lateness is remembered. */
const resolutionMs = 100;
const rememberedMs = 10_000;

/** Observes this process under the names that Prometheus' own client libraries use. @returns how to end it. */
export function observeProcess(meter: Meter): () => void {
  const startedAt = (Date.now() - process.uptime() * 1000) / 1000;
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  let resetAt = performance.now();

  meter
    .createObservableCounter("process_cpu_seconds_total", { description: "CPU time used, user and system.", unit: "s" })
    .addCallback((result) => {
      const { user, system } = process.cpuUsage();
      result.observe((user + system) / 1e6);
    });
  meter
    .createObservableGauge("process_resident_memory_bytes", { description: "Resident memory.", unit: "By" })
    .addCallback((result) => result.observe(process.memoryUsage.rss()));
  meter
    .createObservableGauge("process_start_time_seconds", { description: "When the process began.", unit: "s" })
    .addCallback((result) => result.observe(startedAt));
  meter
    .createObservableGauge("process_event_loop_lag_seconds", {
      description: "The worst lateness of a timer of late: within 10 seconds, or since the reading before.",
      unit: "s",
    })
    .addCallback((result) => {
      result.observe(delay.max / 1e9);
      if (performance.now() - resetAt < rememberedMs) return;
      delay.reset();
      resetAt = performance.now();
    });
  return () => void delay.disable();
}
