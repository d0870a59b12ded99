import type { MetricSeries } from "../../contracts/metrics.ts";
import { daysWords } from "../app/timeWords.ts";
import type { ChartData, ChartLine } from "../charts/chartData.ts";

type Group = Omit<ChartData, "lines"> & { keys: Record<string, Pick<ChartLine, "name" | "tone">> };

/** From worst to best: a line that falls is bad news. */
const statusWords = ["Offline", "Degraded", "Online"] as const;

const counts = { whole: true, holds: true } as const;

const groups: readonly Group[] = [
  { title: "Status", unit: "", max: null, holds: true, words: statusWords, keys: { status: { name: "status" } } },
  {
    title: "Risk",
    unit: "of 100",
    max: 100,
    holds: true,
    keys: {
      "risk.total": { name: "total" },
      "risk.security": { name: "security" },
      "risk.compliance": { name: "compliance" },
      "risk.liveness": { name: "liveness" },
      "risk.freshness": { name: "freshness" },
    },
  },
  {
    title: "Audits",
    unit: "by result",
    max: null,
    ...counts,
    keys: {
      "audit.ok": { name: "ok", tone: "ok" },
      "audit.warn": { name: "warn", tone: "warn" },
      "audit.fail": { name: "fail", tone: "fail" },
    },
  },
  {
    title: "Vulnerabilities",
    unit: "known",
    max: null,
    ...counts,
    keys: {
      "security.vulnsCritical": { name: "critical", tone: "fail" },
      "security.vulnsHigh": { name: "high", tone: "warn" },
    },
  },
  {
    ...{ title: "Since the last deploy", unit: "days", max: null, say: daysWords },
    keys: { "deploy.freshnessDays": { name: "age" } },
  },
  { title: "Latency", unit: "ms", max: null, keys: { "health.latencyMs": { name: "latency" } } },
  {
    title: "Files and symbols",
    unit: "",
    max: null,
    ...counts,
    keys: { "graph.files": { name: "files" }, "graph.symbols": { name: "symbols" } },
  },
  {
    title: "Tasks and audits recorded",
    unit: "",
    max: null,
    ...counts,
    keys: { "graph.tasks": { name: "tasks" }, "graph.audits": { name: "audits" } },
  },
];

/** The charts of a history. A chart or a line of which nothing is known is left out; gaps stay gaps. */
export function charted({ series }: MetricSeries): ChartData[] {
  const byKey = new Map(series.map(({ key, points }) => [key, points]));
  return groups.flatMap(({ keys, ...group }): ChartData[] => {
    const lines = Object.entries(keys).flatMap(([key, line]): ChartLine[] => {
      const points = (byKey.get(key) ?? []).map(({ at, value }) => ({
        at: Date.parse(at) / 1000,
        value: typeof value === "string" ? placeOf(value, group.words) : value,
      }));
      return points.some(({ value }) => value !== null) ? [{ ...line, points }] : [];
    });
    return lines.length === 0 ? [] : [{ ...group, lines }];
  });
}

/** The number that stands for a word; null for a word that this client does not know. */
function placeOf(word: string, words: readonly string[] = []): number | null {
  const place = words.findIndex((each) => each.toLowerCase() === word);
  return place === -1 ? null : place;
}

/** A shorter time axis shows nothing but dots. */
const shortestMs = 15 * 60_000;

/** What is known for less is a dot at the end of an empty axis. */
const youngMs = 5 * 60_000;

/** When the history of some charts begins, in milliseconds since 1970; null without one. */
export function firstOf(charts: readonly ChartData[]): number | null {
  const firsts = charts.flatMap(({ lines }) => lines.flatMap(({ points }) => points[0]?.at ?? []));
  return firsts.length === 0 ? null : 1000 * firsts.reduce((a, b) => Math.min(a, b));
}

/** Whether nothing is known for longer than a chart needs; `now` in milliseconds since 1970. */
export const isYoungHistory = (charts: readonly ChartData[], now: number): boolean =>
  now - (firstOf(charts) ?? now) < youngMs;

/** Whether a chart is known too short to be drawn: from its first value until the last, or until `now` where a value holds. */
export function isYoung({ holds = false, lines }: ChartData, now: number): boolean {
  return lines.every(({ points }) => {
    const known = points.filter(({ value }) => value !== null);
    const [first, last] = [known[0], known.at(-1)];
    if (first === undefined || last === undefined) return true;
    return (holds ? now : 1000 * last.at) - 1000 * first.at < youngMs;
  });
}

/**
 * Where the time axis of some charts begins: at `from`, or where their history does when that is much later, so that a young
 * project is not a dot at the end of an empty day. All in milliseconds since 1970.
 */
export function beginOf(charts: readonly ChartData[], from: number, now: number): number {
  const first = firstOf(charts) ?? from;
  const startsLate = first - from > 0.5 * (now - from);
  return startsLate ? Math.max(from, Math.min(first, now - shortestMs)) : from;
}
