import { z } from "zod";
import { isoTime, slug } from "./names.ts";

export const alertSeverity = z.enum(["info", "warning", "critical"]);
export type AlertSeverity = z.infer<typeof alertSeverity>;

export const alertStatus = z.enum(["open", "acknowledged", "resolved"]);
export type AlertStatus = z.infer<typeof alertStatus>;

/** `GET /api/fed/alerts`, one entry. `project` is a slug, or null where the alert is about the federation itself. */
export const fedAlert = z.object({
  id: z.string(),
  project: slug.nullable(),
  severity: alertSeverity,
  title: z.string(),
  description: z.string(),
  createdAt: isoTime,
  status: alertStatus,
});
export type FedAlert = z.infer<typeof fedAlert>;

/** One alert, as lists and live changes carry it. */
export const alertRow = fedAlert.extend({ rule: z.string(), updatedAt: isoTime, resolvedAt: isoTime.nullable() });
export type AlertRow = z.infer<typeof alertRow>;

export const listAlertsQuery = z.strictObject({
  status: alertStatus.optional(),
  project: slug.optional(),
  limit: z.number().int().min(1).max(1000).default(200),
});
export type ListAlertsQuery = z.input<typeof listAlertsQuery>;
