import type { MetricSeries } from "../../contracts/metrics.ts";
import type { ChartData } from "../charts/chartData.ts";

const groups: { title: string; unit: string; max: number | null; keys: Record<string, string> }[] = [
  {
    title: "Risk",
    unit: "of 100",
    max: 100,
    keys: {
      "risk.total": "total",
      "risk.security": "security",
      "risk.compliance": "compliance",
      "risk.liveness": "liveness",
      "risk.freshness": "freshness",
    },
  },
  { title: "Audits", unit: "runs", max: null, keys: { "audit.ok": "ok", "audit.warn": "warn", "audit.fail": "fail" } },
  {
    title: "Vulnerabilities",
    unit: "known",
    max: null,
    keys: { "security.vulnsCritical": "critical", "security.vulnsHigh": "high" },
  },
  { title: "Latency", unit: "ms", max: null, keys: { "health.latencyMs": "latency" } },
  { title: "Files and symbols", unit: "", max: null, keys: { "graph.files": "files", "graph.symbols": "symbols" } },
  { title: "Tasks", unit: "", max: null, keys: { "graph.tasks": "tasks" } },
];

/** The charts of a history. A chart or a line of which nothing is known is left out; gaps stay gaps. */
export function charted({ series }: MetricSeries): ChartData[] {
  const byKey = new Map(series.map(({ key, points }) => [key, points]));
  return groups.flatMap(({ title, unit, max, keys }): ChartData[] => {
    const lines = Object.entries(keys).flatMap(([key, name]) => {
      const points = (byKey.get(key) ?? []).map(({ at, value }) => ({
        at: Date.parse(at) / 1000,
        value: typeof value === "number" ? value : null,
      }));
      return points.some(({ value }) => value !== null) ? [{ name, points }] : [];
    });
    return lines.length === 0 ? [] : [{ title, unit, max, lines }];
  });
}

/** A shorter time axis shows nothing but dots. */
const shortestMs = 15 * 60_000;

/**
 * Where the time axis of some charts begins: at `from`, or where their history does when that is much later, so that a young
 * project is not a dot at the end of an empty day. All in milliseconds since 1970.
 */
export function beginOf(charts: readonly ChartData[], from: number, now: number): number {
  const firsts = charts.flatMap(({ lines }) => lines.flatMap(({ points }) => points[0]?.at ?? []));
  const first = 1000 * firsts.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const isYoung = first - from > 0.5 * (now - from);
  return isYoung ? Math.max(from, Math.min(first, now - shortestMs)) : from;
}
