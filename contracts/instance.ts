import { z } from "zod";
import { isoTime, slug } from "./names.ts";

/** Where a page of a list begins, and how long it may be. `next` of one answer is `offset` of the following one. */
const paging = (most: number, usual: number) => ({
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(most).default(usual),
});
const next = z.number().nullable();

/** `GET /api/graph` of an instance: what may be asked. `folder` is relative to the root, `""` is all of it. */
export const instanceGraphQuery = z.strictObject({
  folder: z.string().max(4096).default(""),
  ...paging(5000, 1000),
});
export type InstanceGraphQuery = z.output<typeof instanceGraphQuery>;

/** One file. Size in bytes. `skipped` says why its content was not read, null where it was. */
export const instanceFile = z.object({
  path: z.string(),
  language: z.string().nullable(),
  size: z.number(),
  lines: z.number(),
  symbols: z.number(),
  tasks: z.number(),
  skipped: z.string().nullable(),
});
export type InstanceFile = z.infer<typeof instanceFile>;

/** One folder, with everything in it and below it. */
export const instanceFolder = z.object({
  path: z.string(),
  files: z.number(),
  lines: z.number(),
  symbols: z.number(),
  tasks: z.number(),
});
export type InstanceFolder = z.infer<typeof instanceFolder>;

/** The latest scan. `progress` is there while one runs. */
export const instanceScan = z.object({
  state: z.enum(["running", "completed", "cancelled", "failed"]),
  startedAt: isoTime,
  finishedAt: isoTime.nullable(),
  files: z.number(),
  changed: z.number(),
  skipped: z.record(z.string(), z.number()),
  progress: z.object({ done: z.number(), total: z.number() }).nullable(),
});
export type InstanceScan = z.infer<typeof instanceScan>;

/**
 * A repository as a graph: folders hold files, files import files. Files come by path, a page at a time, each page with
 * the imports that start in its files. `folders` and `languages` are whole and on the first page only.
 */
export const instanceGraph = z.object({
  project: slug,
  name: z.string(),
  scan: instanceScan.nullable(),
  counts: z.object({
    files: z.number(),
    lines: z.number(),
    symbols: z.number(),
    tasks: z.number(),
    imports: z.number(),
  }),
  languages: z.array(z.object({ language: z.string().nullable(), files: z.number(), lines: z.number() })),
  folders: z.array(instanceFolder),
  files: z.array(instanceFile),
  imports: z.array(z.object({ from: z.string(), to: z.string() })),
  /** Files that match, on all pages. */
  total: z.number(),
  next,
});
export type InstanceGraph = z.infer<typeof instanceGraph>;

export const taskTag = z.enum(["TODO", "FIXME", "HACK", "planned", "spec"]);
export type TaskTag = z.infer<typeof taskTag>;

/** `GET /api/task`: what may be asked. */
export const instanceTasksQuery = z.strictObject({
  tag: taskTag.optional(),
  /** One file. */
  path: z.string().max(4096).optional(),
  ...paging(1000, 200),
});
export type InstanceTasksQuery = z.output<typeof instanceTasksQuery>;

/** What comments say is still to be done, by path and line. */
export const instanceTasks = z.object({
  tasks: z.array(z.object({ path: z.string(), line: z.number(), tag: taskTag, text: z.string() })),
  total: z.number(),
  next,
});
export type InstanceTasks = z.infer<typeof instanceTasks>;

export const auditKind = z.enum(["security", "codeReview", "license"]);
export type AuditKind = z.infer<typeof auditKind>;

export const auditStatus = z.enum(["queued", "running", "ok", "warn", "fail", "inconclusive", "failed", "cancelled"]);
export type AuditStatus = z.infer<typeof auditStatus>;

/** `GET /api/audits`: what may be asked. */
export const instanceAuditsQuery = z.strictObject({
  kind: auditKind.optional(),
  status: auditStatus.optional(),
  ...paging(200, 50),
});
export type InstanceAuditsQuery = z.output<typeof instanceAuditsQuery>;

/** One run of an audit. A count that could not be found out is null. */
export const instanceAudit = z.object({
  id: z.string(),
  kind: auditKind,
  status: auditStatus,
  reason: z.string().nullable(),
  actionId: z.string().nullable(),
  counts: z.record(z.string(), z.number().nullable()),
  startedAt: isoTime,
  finishedAt: isoTime.nullable(),
  findings: z.number(),
});
export type InstanceAudit = z.infer<typeof instanceAudit>;

/** Runs of audits, newest first. */
export const instanceAudits = z.object({ audits: z.array(instanceAudit), total: z.number(), next });
export type InstanceAudits = z.infer<typeof instanceAudits>;

export const findingSeverity = z.enum(["info", "warn", "high", "critical"]);

/** `GET /api/audits/:id`: which of its findings. */
export const instanceAuditQuery = z.strictObject({ severity: findingSeverity.optional(), ...paging(1000, 200) });
export type InstanceAuditQuery = z.output<typeof instanceAuditQuery>;

/** One finding. The excerpt is redacted. */
export const instanceFinding = z.object({
  rule: z.string(),
  severity: findingSeverity,
  message: z.string(),
  path: z.string().nullable(),
  line: z.number().nullable(),
  excerpt: z.string().nullable(),
});
export type InstanceFinding = z.infer<typeof instanceFinding>;

/** One run with its findings, the gravest first. `total` counts those that match. */
export const instanceAuditCard = z.object({
  audit: instanceAudit,
  findings: z.array(instanceFinding),
  total: z.number(),
  next,
});
export type InstanceAuditCard = z.infer<typeof instanceAuditCard>;
