import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "./composeFile.ts";

const target = z.object({
  refId: z.string(),
  datasource: z.object({ uid: z.string() }),
  expr: z.string().optional(),
  rawSql: z.string().optional(),
  format: z.enum(["table", "time_series"]).optional(),
});
const dashboardSchema = z.object({
  uid: z.string(),
  panels: z.array(
    z.object({
      ...{ id: z.number(), type: z.string(), title: z.string(), targets: z.array(target).default([]) },
      description: z.string().optional(),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
    }),
  ),
});
/** The dashboard as Grafana gets it. */
export const dashboard = dashboardSchema.parse(
  await Bun.file(join(projectRoot, "deploy/grafana/dashboards/federation.json")).json(),
);
/** What its panels ask, each with the panel's title. */
export const targets = dashboard.panels.flatMap(({ title, targets }) => targets.map((one) => ({ title, ...one })));
/** Of that, what is asked of the database. */
export const queries = targets.flatMap(({ title, rawSql, format }) =>
  rawSql === undefined ? [] : [{ title, rawSql, format }],
);
/** And of Prometheus. */
export const expressions = targets.flatMap(({ expr }) => expr ?? []);

/** The columns of each query: the panels name some of them. */
export const columns: Record<string, string[]> = {
  Projects: ["project", "status", "since", "last seen", "reason", "open alerts"],
  Status: ["time", "metric", "value"],
  "Risk heatmap": ["time", "metric", "value"],
  "Risk by part": ["project", "total", "security", "compliance", "liveness", "freshness"],
  "Last audits": ["project", "last audit", "status", "last sweep", "answer to it"],
  Quarantine: ["received", "subject", "reason"],
};
