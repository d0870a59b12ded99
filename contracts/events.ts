import { z } from "zod";
import { signedReceipt } from "./envelope.ts";
import { count, httpUrl, integrationKind, meshNamespace, moment, slug } from "./names.ts";
import type { EventKind } from "./subjects.ts";

const word = z.string().min(1).max(120);
const text = z.string().max(500);

/** "I am here": every 30 s from each hub of a project. */
export const presence = z.object({
  projectSlug: slug,
  meshNs: meshNamespace,
  hubUrl: httpUrl,
  version: z.string().max(80),
  tools: z.array(word).max(100),
  capabilities: z.array(word).max(100),
});
export type Presence = z.infer<typeof presence>;

/** As many as a database counts in 32 bits. */
const refusals = count.max(2 ** 31 - 1);

/**
 * Signed requests that a hub did not believe: forged, altered, redirected, late or replayed. Spans, because its clock
 * may differ; `reason` is the most frequent one of the last hour, null when there was none.
 */
export const refusedRequests = z.object({ lastHour: refusals, lastDay: refusals, reason: text.nullable() });
export type RefusedRequests = z.infer<typeof refusedRequests>;

/**
 * How a hub feels. `latencyMs` is how long it took to answer itself, in milliseconds; `refusedRequests` is absent from
 * hubs that do not count them.
 */
export const health = z.object({
  status: z.enum(["ok", "online", "healthy", "degraded", "offline"]),
  latencyMs: z.number().min(0).max(600_000).nullable(),
  degradedReasons: z.array(text).max(20),
  refusedRequests: refusedRequests.optional(),
  sampleAt: moment,
});
export type Health = z.infer<typeof health>;

/** How much there is in the repository. */
export const graphSummary = z.object({
  projectSlug: slug,
  counts: z.object({ files: count, symbols: count, tasks: count, audits: count }),
  ts: moment,
});
export type GraphSummary = z.infer<typeof graphSummary>;

/** How the latest audits ended. `lastRun` is null while none has run: then the counts say nothing. */
export const auditSummary = z.object({
  projectSlug: slug,
  ok: count,
  warn: count,
  fail: count,
  lastRun: moment.nullable(),
});
export type AuditSummary = z.infer<typeof auditSummary>;

/** Known vulnerabilities. A number that could not be found out is null, never 0. */
export const securitySummary = z.object({
  projectSlug: slug,
  vulnsCritical: count.nullable(),
  vulnsHigh: count.nullable(),
  lastScan: moment.nullable(),
});
export type SecuritySummary = z.infer<typeof securitySummary>;

/**
 * What runs where. `versions[i]` is the version in `envs[i]` and `deployedAt[i]` when it came there, null where
 * unknown; `lastDeployedAt` is the latest deploy to any of them.
 */
export const deploySummary = z.object({
  projectSlug: slug,
  envs: z.array(word).max(20),
  versions: z.array(z.string().max(120).nullable()).max(20),
  deployedAt: z.array(moment.nullable()).max(20).optional(),
  lastDeployedAt: moment.nullable(),
});
export type DeploySummary = z.infer<typeof deploySummary>;

/**
 * What was seen that makes a hub believe in an edge. `source` names the kind of evidence (`access-log`, `manifest`,
 * ...), `key` tells one proof from another; both have fallbacks, so that a plain hint is evidence too.
 * Never the value of a secret.
 */
export const proof = z
  .object({
    source: word.optional(),
    key: z.string().max(500).optional(),
    count: count.optional(),
    firstSeenAt: moment.optional(),
    lastSeenAt: moment.optional(),
  })
  .catchall(z.json());
export type Proof = z.infer<typeof proof>;

/** One hint that two projects are joined. */
export const integrationEdge = z.object({
  fromProject: slug,
  toProject: slug,
  kind: integrationKind,
  strength: z.number().min(0).max(1),
  proof,
});
export type IntegrationEdgeHint = z.infer<typeof integrationEdge>;

/** What an audit that came to its end found. */
export const auditVerdict = z.enum(["ok", "warn", "fail", "inconclusive"]);
export type AuditVerdict = z.infer<typeof auditVerdict>;

/** How one audit run ended. */
export const auditResult = z.object({
  projectSlug: slug,
  auditId: z.string().min(1).max(80),
  actionId: z.string().min(1).max(80).optional(),
  status: auditVerdict,
  counts: z.record(z.string().max(60), z.number().nullable()),
  startedAt: moment,
  finishedAt: moment,
});
export type AuditResult = z.infer<typeof auditResult>;

/** The payload schema of every kind of project event. Unknown fields are ignored; the fields we read are strict. */
export const eventSchemas = {
  "hub.presence": presence,
  "hub.health": health,
  "graph.summary.nodes": graphSummary,
  "audit.summary.status": auditSummary,
  "security.summary.status": securitySummary,
  "deploy.summary.status": deploySummary,
  "integration.edge": integrationEdge,
  "audit.result": auditResult,
  "action.receipt": signedReceipt,
} as const satisfies Record<EventKind, z.ZodType>;

/** The parsed payload of one kind of event. */
export type EventPayload<Kind extends EventKind> = z.infer<(typeof eventSchemas)[Kind]>;

/** The payload as it is published: moments are ISO 8601 strings. */
export type EventWire<Kind extends EventKind> = z.input<(typeof eventSchemas)[Kind]>;
