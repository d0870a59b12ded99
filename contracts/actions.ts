import { z } from "zod";
import { actionId } from "./envelope.ts";
import { count, fanoutPermission, isoTime, slug } from "./names.ts";
import { listProjectsQuery } from "./projects.ts";

/** What the Meta Hub can ask of many projects at once. */
export const fanoutAction = z.enum(["fed.audit.security.sweep", "fed.refresh.summaries"]);
export type FanoutAction = z.infer<typeof fanoutAction>;

/** One action, as `actions.catalog` shows it. `permission` must be in both sides' allowlists. */
export const actionCatalogRow = z.object({
  action: fanoutAction,
  title: z.string(),
  description: z.string(),
  permission: fanoutPermission,
  /** How long a project that does not answer is tried, in seconds. */
  lifetimeSeconds: z.number(),
});
export type ActionCatalogRow = z.infer<typeof actionCatalogRow>;

/** The most projects of one run. */
export const maxTargets = 10_000;

/** Which projects: all that are not archived, those a filter lets through, or these. */
export const actionSelection = z.union([
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ slugs: z.array(slug).min(1).max(maxTargets) }),
  z.strictObject({ filter: listProjectsQuery }),
]);
export type ActionSelection = z.infer<typeof actionSelection>;

/** `actions.plan`: what may be asked. */
export const planQuery = z.strictObject({ action: fanoutAction, select: actionSelection });
export type PlanQuery = z.infer<typeof planQuery>;

/** What would happen with one project: it runs, it is refused, or it is offline and will be tried until a time. */
export const planDecision = z.enum(["run", "refused", "offline"]);
export type PlanDecision = z.infer<typeof planDecision>;

export const plannedTarget = z.object({ slug, decision: planDecision, reason: z.string().optional() });
export type PlannedTarget = z.infer<typeof plannedTarget>;

/** What a start would do, by slug. The hash names exactly these decisions; nothing is stored. */
export const actionPlan = z.object({ planHash: z.string(), targets: z.array(plannedTarget) });
export type ActionPlan = z.infer<typeof actionPlan>;

const idempotencyKey = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,80}$/, "must be 8 to 80 letters, digits, hyphens and underscores");

/** `actions.start`: the plan that was shown, to be carried out. Sent twice with one key it is one run. */
export const startInput = z.strictObject({
  ...planQuery.shape,
  planHash: z.string().regex(/^[\w-]{43}\.[a-z]{0,10000}$/, "must be the hash of a plan"),
  idempotencyKey,
  /** So many projects go first; the others follow once these have completed. */
  canary: z.number().int().min(1).max(maxTargets).optional(),
  /** More failures than this stop the run. With `canary`, 0 unless given; else none unless given. */
  maxFailures: z.number().int().min(0).max(maxTargets).optional(),
});
export type StartInput = z.infer<typeof startInput>;

/** `actions.retry`: the targets of a run that failed or expired, once more, as a run of their own. */
export const retryInput = z.strictObject({ runId: z.uuid(), idempotencyKey });
export type RetryInput = z.infer<typeof retryInput>;

export const runState = z.enum(["running", "completed", "failed", "cancelled"]);
export type RunState = z.infer<typeof runState>;

/**
 * How far one project has come. The first four go on, the others are ends: refused by the plan or by the instance,
 * expired without an answer in time, cancelled before the instance had answered.
 */
export const targetState = z.enum([
  "planned",
  "sent",
  "accepted",
  "started",
  "completed",
  "refused",
  "failed",
  "expired",
  "cancelled",
]);
export type TargetState = z.infer<typeof targetState>;

/** One project of a run. `auditId` is the run in the instance's own database. */
export const targetRow = z.object({
  slug,
  state: targetState,
  attempts: z.number(),
  actionId,
  auditId: z.string().optional(),
  reason: z.string().optional(),
  result: z.record(z.string(), z.json()).optional(),
  updatedAt: isoTime,
});
export type TargetRow = z.infer<typeof targetRow>;

/** A run as lists and live changes carry it. `counts` says how many targets are in each state; absent is none. */
export const runRow = z.object({
  id: z.uuid(),
  action: fanoutAction,
  state: runState,
  /** Why it did not complete. */
  reason: z.string().optional(),
  startedBy: z.string(),
  startedAt: isoTime,
  /** Until when projects that do not answer are tried. */
  expiresAt: isoTime,
  finishedAt: isoTime.optional(),
  canary: z.number().optional(),
  maxFailures: z.number().optional(),
  /** The run whose failed targets this one tries again. */
  retryOf: z.uuid().optional(),
  counts: z.partialRecord(targetState, count),
  /** How many of those that completed ended with an audit that is not fine; absent is none. */
  flagged: count.optional(),
});
export type RunRow = z.infer<typeof runRow>;

/** A run opened: every target, by slug. */
export const actionRun = runRow.extend({ planHash: z.string(), targets: z.array(targetRow) });
export type ActionRun = z.infer<typeof actionRun>;

/** `actions.runs`: newest first; `before` is the id of the last one seen. */
export const listRunsQuery = z.strictObject({
  action: fanoutAction.optional(),
  before: z.uuid().optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListRunsQuery = z.input<typeof listRunsQuery>;

/** `actions.ofProject`: the runs in which one project was asked, newest first. */
export const projectRunsQuery = z.strictObject({
  project: slug,
  from: isoTime.optional(),
  limit: z.number().int().min(1).max(200).default(20),
});
export type ProjectRunsQuery = z.input<typeof projectRunsQuery>;

/** A run, and how it went with the one project asked about. */
export const projectRun = z.object({ run: runRow, target: targetRow });
export type ProjectRun = z.infer<typeof projectRun>;

/** `actions.log`: newest first; `before` is the id of the last entry seen, `subject` what it was done to. */
export const auditLogQuery = z.strictObject({
  subject: z.string().min(1).max(120).optional(),
  before: z.number().int().positive().optional(),
  limit: z.number().int().min(1).max(500).default(100),
});
export type AuditLogQuery = z.input<typeof auditLogQuery>;

/** One entry of the audit log. `address` is from where, null where the Meta Hub acted by itself. Hashes are hexadecimal. */
export const auditLogRow = z.object({
  id: z.number(),
  at: isoTime,
  actor: z.string(),
  address: z.string().nullable(),
  verb: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.json()),
  prevHash: z.string(),
  hash: z.string(),
});
export type AuditLogRow = z.infer<typeof auditLogRow>;

/**
 * `actions.checkLog`: what a check of the whole audit log came to. `head` is the hash of the last entry, in hexadecimal:
 * noted elsewhere, it proves later that nothing up to it was taken away. `entry` is the first one that is wrong, null when
 * one is missing at the end.
 */
export const auditLogCheck = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), entries: count, head: z.string() }),
  z.object({ ok: z.literal(false), entries: count, entry: z.number().nullable(), reason: z.string() }),
]);
export type AuditLogCheck = z.infer<typeof auditLogCheck>;

/** `actions.export`: a run with everything the audit log says of it. */
export const exportedRun = z.object({ run: actionRun, auditLog: z.array(auditLogRow) });
export type ExportedRun = z.infer<typeof exportedRun>;
