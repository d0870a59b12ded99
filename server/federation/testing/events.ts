import type { RefusedRequests } from "../../../contracts/events.ts";
import { eventHeader, eventSubject } from "../../../contracts/subjects.ts";
import { type MeshEvent, parseEvent } from "../../mesh/parseEvent.ts";

type Options = { receivedAt?: string; streamSeq?: number; epoch?: string; seq?: number; sentAt?: string };

/** An event as the mesh would hand it over: parsed from its bytes by the real parser. */
export function eventOf(subject: string, payload: unknown, options: Options = {}): MeshEvent {
  const headers: [string, string[]][] = [];
  if (options.epoch !== undefined) headers.push([eventHeader.epoch, [options.epoch]]);
  if (options.seq !== undefined) headers.push([eventHeader.seq, [String(options.seq)]]);
  if (options.sentAt !== undefined) headers.push([eventHeader.sentAt, [options.sentAt]]);
  const parsed = parseEvent({
    subject,
    data: new TextEncoder().encode(JSON.stringify(payload)),
    headers,
    receivedAt: new Date(options.receivedAt ?? "2026-11-20T12:00:00.000Z"),
    streamSeq: options.streamSeq ?? null,
  });
  if (!parsed.ok) throw new Error(`The test's own event is malformed: ${parsed.rejected.reason}`);
  return parsed.event;
}

export const graphOf = (slug: string, ts: string, files: number, options?: Options) =>
  eventOf(
    eventSubject.summary(`${slug}.mesh`, "graph.summary.nodes"),
    { projectSlug: slug, counts: { files, symbols: files * 10, tasks: 3, audits: 1 }, ts },
    options,
  );

export const auditOf = (slug: string, lastRun: string | null, fail: number, options?: Options) =>
  eventOf(
    eventSubject.summary(`${slug}.mesh`, "audit.summary.status"),
    { projectSlug: slug, ok: 8, warn: 1, fail, lastRun },
    options,
  );

/** How one audit at an instance ended. */
export const auditResultOf = (
  slug: string,
  run: { auditId: string; finishedAt: string; critical: number; status?: string },
  options?: Options,
) =>
  eventOf(
    eventSubject.auditResult(`${slug}.mesh`, "security"),
    {
      projectSlug: slug,
      auditId: run.auditId,
      status: run.status ?? "ok",
      counts: { critical: run.critical },
      startedAt: "2026-11-20T07:00:00.000Z",
      finishedAt: run.finishedAt,
    },
    options,
  );

export const securityOf = (slug: string, lastScan: string | null, critical: number | null, options?: Options) =>
  eventOf(
    eventSubject.summary(`${slug}.mesh`, "security.summary.status"),
    { projectSlug: slug, vulnsCritical: critical, vulnsHigh: 1, lastScan },
    options,
  );

export const deployOf = (slug: string, lastDeployedAt: string | null, version: string, options?: Options) =>
  eventOf(
    eventSubject.summary(`${slug}.mesh`, "deploy.summary.status"),
    { projectSlug: slug, envs: ["dev", "prod"], versions: [version, null], lastDeployedAt },
    options,
  );

export const hintOf = (
  from: string,
  to: string,
  reporter: string,
  strength: number,
  proof: object = {},
  options?: Options,
) =>
  eventOf(
    eventSubject.integrationEdge(`${reporter}.mesh`),
    { fromProject: from, toProject: to, kind: "api", strength, proof },
    options,
  );

export const presenceOf = (
  slug: string,
  receivedAt: string,
  hubId = `${slug}-1`,
  hubUrl = "http://127.0.0.1:5499",
  sentAt?: string,
) =>
  eventOf(
    eventSubject.presence(`${slug}.mesh`, hubId),
    { projectSlug: slug, meshNs: `${slug}.mesh`, hubUrl, version: "1.2.3", tools: ["vislzr"], capabilities: [] },
    { receivedAt, ...(sentAt === undefined ? {} : { sentAt }) },
  );

export const healthOf = (
  slug: string,
  receivedAt: string,
  status: string,
  hubId = `${slug}-1`,
  reasons: string[] = [],
  refusedRequests?: RefusedRequests,
) =>
  eventOf(
    eventSubject.health(`${slug}.mesh`, hubId),
    { status, latencyMs: 12, degradedReasons: reasons, sampleAt: receivedAt, refusedRequests },
    { receivedAt },
  );
