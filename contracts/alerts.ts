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

/** What can be wrong. docs/alerts.md has a runbook entry for each. */
export const alertRule = z.enum([
  "blind",
  "offline",
  "degraded",
  "flapping",
  "security-spike",
  "endpoint-unreachable",
  "action-failed",
  "clock-skew",
  "quarantine-rising",
  "signature-refused",
]);
export type AlertRule = z.infer<typeof alertRule>;

/**
 * One alert, as lists and live changes carry it. `silenced` while a silence mutes it; `acknowledgedBy` is who said last
 * that they look after it, null while nobody does; `resolvedBy` is null where it resolved by itself.
 */
export const alertRow = fedAlert.extend({
  rule: z.string(),
  updatedAt: isoTime,
  resolvedAt: isoTime.nullable(),
  silenced: z.boolean(),
  acknowledgedBy: z.string().nullable(),
  resolvedBy: z.string().nullable(),
});
export type AlertRow = z.infer<typeof alertRow>;

/** Which alerts, newest first. A next page is asked for with `after`: the id of the last alert of the page before. */
export const listAlertsQuery = z.strictObject({
  status: z.union([alertStatus, z.array(alertStatus).min(1).max(3)]).optional(),
  project: slug.optional(),
  severity: alertSeverity.optional(),
  after: z.uuid().optional(),
  limit: z.number().int().min(1).max(1000).default(200),
});
export type ListAlertsQuery = z.input<typeof listAlertsQuery>;

/** Names one alert, or one silence. */
export const alertId = z.strictObject({ id: z.uuid() });

/** What a silence mutes: alerts for which every matcher given is true. At least one must be given. */
export const silenceMatchers = z.strictObject({
  project: slug.optional(),
  rule: alertRule.optional(),
  severity: alertSeverity.optional(),
});

/** A silence lasts no longer than this; what should be quiet for ever is a rule to change. */
export const longestSilenceDays = 30;

/** A silence to be made: why, until when, and what it mutes. */
export const newSilence = silenceMatchers
  .extend({
    reason: z.string().trim().min(1, "say why, for whoever wonders later").max(500),
    endsAt: z.iso.datetime({ offset: true }),
  })
  .refine(({ project, rule, severity }) => [project, rule, severity].some((matcher) => matcher !== undefined), {
    message: "name a project, a rule or a severity: a silence of everything would hide everything",
    path: ["project"],
  });
export type NewSilence = z.infer<typeof newSilence>;

/** One silence. Matchers that are null match everything. `endedBy` is who ended it before its time. */
export const silenceRow = z.object({
  id: z.string(),
  project: slug.nullable(),
  rule: alertRule.nullable(),
  severity: alertSeverity.nullable(),
  author: z.string(),
  reason: z.string(),
  createdAt: isoTime,
  endsAt: isoTime,
  endedAt: isoTime.nullable(),
  endedBy: z.string().nullable(),
  active: z.boolean(),
});
export type SilenceRow = z.infer<typeof silenceRow>;
