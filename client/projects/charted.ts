import type { MetricSeries } from "../../contracts/metrics.ts";

const hour = 3_600_000;

/** How far back one can look, in milliseconds. */
export const spans = { "24 h": 24 * hour, "7 d": 168 * hour, "30 d": 720 * hour } as const;
export const spanNames = ["24 h", "7 d", "30 d"] as const;
export type SpanName = (typeof spanNames)[number];

/** One chart: what belongs together, in one unit. Times are seconds since 1970, as uPlot wants them. */
export type ChartData = {
  title: string;
  unit: string;
  max: number | null;
  lines: { name: string; points: { at: number; value: number | null }[] }[];
};

/** A moment that explains a line: an alert. `at` is seconds since 1970. */
export type Annotation = { at: number; label: string };

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
