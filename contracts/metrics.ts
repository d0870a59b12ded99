import { z } from "zod";
import { isoTime, slug } from "./names.ts";

/** Every metric the federation keeps of its own accord. `deploy.version.<env>` comes on top, one key an environment. */
export const metricKeys = [
  "graph.files",
  "graph.symbols",
  "graph.tasks",
  "graph.audits",
  "audit.ok",
  "audit.warn",
  "audit.fail",
  "security.vulnsCritical",
  "security.vulnsHigh",
  "deploy.freshnessDays",
  "health.latencyMs",
  "status",
  "risk.total",
  "risk.security",
  "risk.compliance",
  "risk.liveness",
  "risk.freshness",
] as const;

export const metricKey = z
  .string()
  .regex(/^[a-z]+(\.[A-Za-z0-9_-]+){0,3}$/, "must be a metric key like audit.fail")
  .max(120);

/** One point: a number, a text (a status, a version), or null where there was none. */
export const metricPoint = z.object({ at: isoTime, value: z.union([z.number(), z.string()]).nullable() });
export type MetricPoint = z.infer<typeof metricPoint>;

/** What a series was read from: every window of a minute, or the last value of every hour. */
export const metricResolution = z.enum(["raw", "hour"]);

/** `GET /api/fed/metrics/:project`: the blueprint's shape, series by key, oldest point first. */
export const fedMetrics = z.object({
  project: slug,
  series: z.array(z.object({ key: z.string(), points: z.array(metricPoint) })),
});
export type FedMetrics = z.infer<typeof fedMetrics>;

/** The same with what it was read from. */
export const metricSeries = fedMetrics.extend({ resolution: metricResolution });
export type MetricSeries = z.infer<typeof metricSeries>;

const span = {
  from: isoTime.optional(),
  to: isoTime.optional(),
  points: z.number().int().min(2).max(5000).default(500),
};
const runsForward = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
  from === undefined || to === undefined || from < to;
const backward = { path: ["from"], message: "must be before to" };

/** What of a project's history to answer. Without `from`, the last 24 hours; at most `points` points a key. */
export const metricQuery = z
  .strictObject({ keys: z.array(metricKey).max(50).optional(), ...span })
  .refine(runsForward, backward);
export type MetricQuery = z.input<typeof metricQuery>;

/** Which projects to compare, and by which metric. The span is that of `metricQuery`. */
export const compareQuery = z
  .strictObject({ projects: z.array(slug).min(1).max(50), key: metricKey, ...span })
  .refine(runsForward, backward);
export type CompareQuery = z.input<typeof compareQuery>;

/** One metric of several projects over the same span, in the order asked, oldest point first. */
export const metricComparison = z.object({
  key: metricKey,
  resolution: metricResolution,
  series: z.array(z.object({ project: slug, points: z.array(metricPoint) })),
});
export type MetricComparison = z.infer<typeof metricComparison>;
