import { z } from "zod";
import { auditVerdict } from "./events.ts";
import { isoTime, slug } from "./names.ts";

/** Where a page of a list begins, and how long it may be. `next` of one answer is `offset` of the following one. */
const paging = (most: number, usual: number) => ({
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(most).default(usual),
});
const next = z.number().nullable();

/** Text that PostgreSQL can compare with: it knows no NUL. */
const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((given) => !given.includes("\0"), { error: "must hold no NUL character" });

/**
 * `GET /api/graph` of an instance: what may be asked. `folder` is relative to the root, `""` is all of it; `depth` is
 * whether everything below it is answered, or only what is directly in it.
 */
export const instanceGraphQuery = z.strictObject({
  folder: text(4096).default(""),
  depth: z.enum(["all", "direct"]).default("all"),
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

const path = text(4096).min(1);

/**
 * `GET /api/graph/outline`: what may be asked. `open` are folders, joined by `//`, which no path holds; without it a
 * small repository is opened whole and a large one not at all. The folders above `show` are open in any case.
 */
export const instanceOutlineQuery = z.strictObject({
  open: text(20_000)
    .transform((given) => given.split("//").filter((folder) => folder !== ""))
    .refine((folders) => folders.length <= 200, { error: "must be at most 200 folders" })
    .optional(),
  show: path.optional(),
});
export type InstanceOutlineQuery = z.output<typeof instanceOutlineQuery>;

/**
 * A node of the outline: an open folder, with its children among the nodes; a closed one, which stands for everything
 * below it; a file; or the many smaller files of an open folder taken together. `parent` is the open folder around it.
 */
export const outlineNode = z.object({
  id: z.string(),
  kind: z.enum(["open", "folder", "file", "rest"]),
  parent: z.string().nullable(),
  language: z.string().nullable(),
  files: z.number(),
  lines: z.number(),
  symbols: z.number(),
  tasks: z.number(),
  /** Of a file: why its content was not read. */
  skipped: z.string().nullable(),
});
export type OutlineNode = z.infer<typeof outlineNode>;

/**
 * The repository as far as its folders are opened. The root is open and has the id `""`. `imports` are sums between
 * nodes.
 */
export const instanceOutline = z.object({
  nodes: z.array(outlineNode),
  imports: z.array(z.object({ from: z.string(), to: z.string(), count: z.number() })),
});
export type InstanceOutline = z.infer<typeof instanceOutline>;

export const symbolKind = z.enum(["module", "class", "function", "type", "test"]);

/**
 * `GET /api/file`: one file with what is in it. Of each list at most 2,000 entries; `totals` says how many there are.
 */
export const instanceFileQuery = z.strictObject({ path });
export const instanceFileCard = z.object({
  file: instanceFile,
  symbols: z.array(z.object({ kind: symbolKind, name: z.string(), line: z.number(), endLine: z.number() })),
  tasks: z.array(z.object({ tag: z.string(), text: z.string(), line: z.number() })),
  imports: z.array(z.string()),
  importedBy: z.array(z.string()),
  totals: z.object({ symbols: z.number(), tasks: z.number(), imports: z.number(), importedBy: z.number() }),
});
export type InstanceFileCard = z.infer<typeof instanceFileCard>;

/** `GET /api/search`: what may be asked. Upper and lower case are the same. */
export const instanceSearchQuery = z.strictObject({
  text: text(200).trim().min(1),
  limit: z.coerce.number().int().min(1).max(200).default(20),
});
export type InstanceSearchQuery = z.output<typeof instanceSearchQuery>;

/** What holds the words, the best first; of each kind at most `limit`. */
export const instanceSearchResult = z.object({
  files: z.array(z.object({ path: z.string(), language: z.string().nullable() })),
  symbols: z.array(z.object({ path: z.string(), kind: symbolKind, name: z.string(), line: z.number() })),
  tasks: z.array(z.object({ path: z.string(), tag: z.string(), text: z.string(), line: z.number() })),
  totals: z.object({ files: z.number(), symbols: z.number(), tasks: z.number() }),
});
export type InstanceSearchResult = z.infer<typeof instanceSearchResult>;

/** `GET /api/status`: how this hub feels. `latencyMs` is one real query; `sampleAt` when that was. */
export const instanceStatus = z.object({
  status: z.enum(["ok", "degraded"]),
  latencyMs: z.number().nullable(),
  degradedReasons: z.array(z.string()),
  sampleAt: isoTime,
  startedAt: isoTime,
  version: z.string(),
  /** Whether what this hub tells reaches the broker. */
  meshConnected: z.boolean(),
});
export type InstanceStatus = z.infer<typeof instanceStatus>;

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
  path: text(4096).optional(),
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

export const auditStatus = z.enum(["queued", "running", ...auditVerdict.options, "failed", "cancelled"]);
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
