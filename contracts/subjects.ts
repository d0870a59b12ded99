import { meshNamespacePattern, token } from "./names.ts";

/**
 * Every NATS subject, stream and durable name of the system. Nothing else builds or takes apart a subject.
 *
 * Shape: `fed.<mesh namespace>.<event subject>`. The literal first token is needed because JetStream refuses
 * streams whose subjects begin with a wildcard; a namespace is two tokens, and `*` stands for exactly one.
 */
const root = "fed";

/** The summary events, as they appear behind the namespace. */
export const summarySubjects = [
  "graph.summary.nodes",
  "audit.summary.status",
  "security.summary.status",
  "deploy.summary.status",
] as const;

/** What an event is about. One kind has one payload schema, see `eventSchemas`. */
export type EventKind =
  | "hub.presence"
  | "hub.health"
  | (typeof summarySubjects)[number]
  | "integration.edge"
  | "audit.result"
  | "action.receipt";

/** What the Meta Hub asks of an instance. */
export type RequestKind = "audit.requested" | "graph.summary.requested";

/** Events about a project, published by its own hub. */
export const eventSubject = {
  presence: (meshNs: string, hubId: string) => `${root}.${meshNs}.hub.presence.${hubId}`,
  health: (meshNs: string, hubId: string) => `${root}.${meshNs}.hub.health.${hubId}`,
  summary: (meshNs: string, summary: (typeof summarySubjects)[number]) => `${root}.${meshNs}.${summary}`,
  integrationEdge: (meshNs: string) => `${root}.${meshNs}.integration.edge`,
  auditResult: (meshNs: string, auditKind: string) => `${root}.${meshNs}.audit.result.${auditKind}`,
  actionReceipt: (meshNs: string) => `${root}.${meshNs}.action.receipt`,
} as const;

/** Requests to a project, published by the Meta Hub. */
export const requestSubject = {
  audit: (meshNs: string, auditKind: string) => `${root}.${meshNs}.audit.requested.${auditKind}`,
  summaries: (meshNs: string) => `${root}.${meshNs}.graph.summary.requested`,
} as const;

/** What the Meta Hub listens to on core NATS, with a queue group so that replicas share the work. */
export const pulsePatterns = {
  queue: "meta-pulse",
  presence: `${root}.*.*.hub.presence.*`,
  health: `${root}.*.*.hub.health.*`,
} as const;

/** Heartbeats of CommandCenter backends older than the federation: no namespace, the last token is the slug. */
export const legacyPattern = "hub.presence.*";

/** Where the legacy heartbeats of one project come from. */
export const legacySubject = (slug: string) => `hub.presence.${slug}`;

/** The slug token of a legacy heartbeat's subject; null when it is none. */
export function parseLegacySubject(subject: string): string | null {
  const [hub, presence, name, ...rest] = subject.split(".");
  return hub === "hub" && presence === "presence" && name !== undefined && rest.length === 0 ? name : null;
}

/** What one instance listens to. */
export const requestPatterns = (meshNs: string) => [
  `${root}.${meshNs}.audit.requested.>`,
  requestSubject.summaries(meshNs),
];

/**
 * The durable record of project events. Subjects are listed one by one: `*.summary.*` would also catch
 * `graph.summary.requested`, which is a request and must not be stored as a fact.
 */
export const eventStream = {
  name: "FED_EVENTS",
  durable: "meta-ingest",
  /** What it may hold, in bytes a copy, where nobody has said otherwise. */
  maxBytes: 2 * 1024 ** 3,
  subjects: [
    ...summarySubjects.map((summary) => `${root}.*.*.${summary}`),
    `${root}.*.*.integration.edge`,
    `${root}.*.*.audit.result.*`,
    `${root}.*.*.action.receipt`,
  ],
} as const;

/** Change notices between Meta Hub replicas. Outside every project namespace: no instance may read them. */
export const changesSubject = "meta.changes";

/** Everything one instance may publish. */
export const namespaceWildcard = (meshNs: string) => `${root}.${meshNs}.>`;

/** The inbox prefix of one instance: replies to it, and to nobody else. */
export const inboxPrefix = (slug: string) => `_INBOX_${slug}`;

/** Header names carried by every project event. */
export const eventHeader = {
  eventId: "Fed-Event-Id",
  epoch: "Fed-Epoch",
  seq: "Fed-Seq",
  sentAt: "Fed-Sent-At",
  messageId: "Nats-Msg-Id",
  traceparent: "traceparent",
} as const;

/** A subject taken apart. `rest` is the last token where the kind has one: a hub id or an audit kind. */
export type ParsedSubject = { meshNs: string; kind: EventKind; rest: string | null };

const withoutRest = new Set<string>([...summarySubjects, "integration.edge", "action.receipt"]);
const withRest = new Set<string>(["hub.presence", "hub.health", "audit.result"]);

/** `<root>.<namespace>.<what>`. Matched, not parsed by schema: this is asked for every event. */
const eventSubjectPattern = new RegExp(`^${root}\\.(${meshNamespacePattern.source})\\.(.+)$`);

/** Takes apart the subject of a project event; `null` when it is none of ours. */
export function parseEventSubject(subject: string): ParsedSubject | null {
  const [, meshNs, what] = eventSubjectPattern.exec(subject) ?? [];
  if (meshNs === undefined || what === undefined) return null;
  if (withoutRest.has(what)) return { meshNs, kind: what as EventKind, rest: null };
  const end = what.lastIndexOf(".");
  const kind = what.slice(0, Math.max(0, end));
  const rest = what.slice(end + 1);
  if (withRest.has(kind) && token.safeParse(rest).success) return { meshNs, kind: kind as EventKind, rest };
  return null;
}
