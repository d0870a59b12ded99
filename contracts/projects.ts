import { z } from "zod";
import { refusedRequests } from "./events.ts";
import { fanoutPermission, httpUrl, isoTime, meshNamespace, projectStatus, slug } from "./names.ts";
import { riskScore } from "./risk.ts";

/** `GET /api/fed/projects`, one entry: the blueprint's shape. What is unknown is null, never 0. */
export const fedProject = z.object({
  slug,
  name: z.string(),
  status: projectStatus,
  lastSeenAt: isoTime.nullable(),
  hubUrl: httpUrl,
  tags: z.array(z.string()),
  kpis: z.object({
    auditsOk: z.number().nullable(),
    auditsWarn: z.number().nullable(),
    auditsFail: z.number().nullable(),
    deployFreshnessDays: z.number().nullable(),
    healthLatencyMs: z.number().nullable(),
  }),
});
export type FedProject = z.infer<typeof fedProject>;

/** How a project came to be known: `declared` in projects.yaml, `discovered` by its own presence, or `archived`. */
export const projectOrigin = z.enum(["declared", "discovered", "archived"]);

/** The headline numbers of one project. Null is unknown. Latency in milliseconds, freshness in days. */
export const projectKpis = z.object({
  files: z.number().nullable(),
  symbols: z.number().nullable(),
  tasks: z.number().nullable(),
  audits: z.number().nullable(),
  auditsOk: z.number().nullable(),
  auditsWarn: z.number().nullable(),
  auditsFail: z.number().nullable(),
  vulnsCritical: z.number().nullable(),
  vulnsHigh: z.number().nullable(),
  deployFreshnessDays: z.number().nullable(),
  healthLatencyMs: z.number().nullable(),
});
export type ProjectKpis = z.infer<typeof projectKpis>;

/** How many of a publisher's events have come: complete up to `lastSeq`, but for `missing`. */
export const completeness = z.object({ lastSeq: z.number(), missing: z.number() });

/** One project, as lists, the map and live changes carry it. */
export const projectRow = z.object({
  slug,
  name: z.string(),
  origin: projectOrigin,
  status: projectStatus,
  /** Why it has this status, in words: "silent for 2 min", "never seen", a hub's own reason. */
  statusReason: z.string(),
  statusSince: isoTime,
  /** True while too many status changes in a short time make the status untrustworthy. */
  flapping: z.boolean(),
  /** True while the Meta Hub itself hears nothing: the status is the last one known. */
  held: z.boolean(),
  lastSeenAt: isoTime.nullable(),
  hubUrl: httpUrl,
  meshNs: meshNamespace,
  version: z.string().nullable(),
  domain: z.string().nullable(),
  teams: z.array(z.string()),
  tags: z.array(z.string()),
  /** What the Meta Hub may ask of this project. */
  allowFanout: z.array(fanoutPermission),
  kpis: projectKpis,
  risk: riskScore,
  completeness: completeness.nullable(),
  /** Where it stands on the map everybody sees; unitless graph coordinates. */
  x: z.number(),
  y: z.number(),
  /** Whether a person put it there; else the map did. */
  pinned: z.boolean(),
  /** Alerts that are not resolved and that no silence mutes. */
  openAlerts: z.number(),
});
export type ProjectRow = z.infer<typeof projectRow>;

/** One hub process of a project; a project may run several. */
export const hubRow = z.object({
  hubId: z.string(),
  hubUrl: httpUrl,
  version: z.string(),
  tools: z.array(z.string()),
  capabilities: z.array(z.string()),
  lastSeenAt: isoTime,
  healthStatus: z.string().nullable(),
  latencyMs: z.number().nullable(),
  degradedReasons: z.array(z.string()),
  /** Signed requests that it did not believe; null where it does not count them. */
  refusedRequests: refusedRequests.nullable(),
});
export type HubRow = z.infer<typeof hubRow>;

/** How a project stood from `at` on, until the next change. */
export const statusChange = z.object({
  at: isoTime,
  status: projectStatus,
  reason: z.string(),
  flapping: z.boolean(),
  held: z.boolean(),
  origin: projectOrigin,
});
export type StatusChange = z.infer<typeof statusChange>;

/** `projects.history`: without `from`, the last 7 days. The newest `limit` changes, and the one in force at `from`. */
export const statusHistoryQuery = z
  .strictObject({
    slug,
    from: isoTime.optional(),
    to: isoTime.optional(),
    limit: z.number().int().min(1).max(5000).default(500),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    path: ["from"],
    message: "must be before to",
  });
export type StatusHistoryQuery = z.input<typeof statusHistoryQuery>;

/**
 * What an admin vouches for when admitting a project that `projects.yaml` does not name: its address is given anew,
 * because an address that a hub told of itself is believed by nobody.
 */
export const admitProject = z.strictObject({
  slug,
  name: z.string().trim().min(1).max(120).optional(),
  hubUrl: httpUrl,
  allowFanout: z.array(fanoutPermission).max(10).default([]),
});
export type AdmitProject = z.input<typeof admitProject>;

/** What applying `projects.yaml` did. Slugs; `unknownEnds` are integrations left out, as `from -> to`. */
export const declarationsApplied = z.object({
  declared: z.number(),
  archived: z.array(z.string()),
  unknownEnds: z.array(z.string()),
});
export type DeclarationsApplied = z.infer<typeof declarationsApplied>;

const named = z.string().max(60);

/** Which projects: each field that is given must let a project through. */
export const listProjectsQuery = z.strictObject({
  /** One of these, where several are given. */
  status: z.union([projectStatus, z.array(projectStatus).min(1).max(projectStatus.options.length)]).optional(),
  tag: named.optional(),
  /** Every one of these. */
  tags: z.array(named).max(50).optional(),
  domain: named.optional(),
  team: named.optional(),
  /** Every one of these. */
  teams: z.array(named).max(50).optional(),
  /** Part of the name, slug, domain or a tag, whatever its case. */
  text: z.string().max(200).optional(),
});
export type ListProjectsQuery = z.infer<typeof listProjectsQuery>;

/** What projects can be in the order of. By status: online, degraded, offline. What is unknown comes last. */
export const projectSort = z.enum(["slug", "name", "status", "risk", "lastSeen"]);
export type ProjectSort = z.infer<typeof projectSort>;

/**
 * One page of those projects, by slug unless `sort` says otherwise: at most `limit`, of those behind the project `after`,
 * which is the last of the page before. A page with fewer than `limit` is the last.
 */
export const projectsPageQuery = listProjectsQuery.extend({
  sort: projectSort.optional(),
  order: z.enum(["asc", "desc"]).optional(),
  limit: z.number().int().min(1).max(1000).optional(),
  after: slug.optional(),
});
export type ProjectsPageQuery = z.infer<typeof projectsPageQuery>;
