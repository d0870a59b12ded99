import type { ProjectKpis } from "../../contracts/projects.ts";
import { eventSubject } from "../../contracts/subjects.ts";
import type { Member } from "./members.ts";
import type { Random } from "./random.ts";

/** The numbers that the fleet states; freshness and latency depend on when one looks. */
export type Counts = Omit<ProjectKpis, "deployFreshnessDays" | "healthLatencyMs">;

/** One event, and what the Meta Hub must know once it has it: numbers, or an edge. */
export type Fact = {
  subject: string;
  payload: unknown;
  /** Facts of one group replace each other, the latest holds. */
  group: "graph" | "audit" | "security" | "deploy" | "edge";
  at: number;
  counts: Partial<Counts>;
  edge: string | null;
};

/** An edge by what makes it one: `from to kind`. */
export const edgeName = (edge: { from: string; to: string; kind: string }) => `${edge.from} ${edge.to} ${edge.kind}`;

/** Something that `member` says at `at` (milliseconds, by its own clock). */
export function makeFact(random: Random, { slug: projectSlug, meshNs, integrations }: Member, at: number): Fact {
  const time = new Date(at).toISOString();
  const number = () => random.integer(0, 500);
  const group = random.pick(["graph", "graph", "audit", "audit", "security", "deploy", "edge"] as const);
  const stated = (subject: string, payload: object, counts: Partial<Counts> = {}, edge: string | null = null) => ({
    ...{ subject, payload, group, at, counts, edge },
  });
  const integration = integrations[random.integer(0, integrations.length - 1)];
  if (group === "edge" && integration !== undefined) {
    const { from, to, kind } = integration;
    const proof = { source: "fleet", key: `proof ${random.integer(1, 3)}`, lastSeenAt: time };
    const strength = random.integer(30, 100) / 100;
    const payload = { fromProject: from, toProject: to, kind, strength, proof };
    return stated(eventSubject.integrationEdge(meshNs), payload, {}, edgeName({ from, to, kind }));
  }
  if (group === "audit") {
    const [auditsOk, auditsWarn, auditsFail] = [number(), number(), number()];
    const payload = { projectSlug, ok: auditsOk, warn: auditsWarn, fail: auditsFail, lastRun: time };
    return stated(eventSubject.summary(meshNs, "audit.summary.status"), payload, { auditsOk, auditsWarn, auditsFail });
  }
  if (group === "security") {
    const [vulnsCritical, vulnsHigh] = [number(), number()];
    const payload = { projectSlug, vulnsCritical, vulnsHigh, lastScan: time };
    return stated(eventSubject.summary(meshNs, "security.summary.status"), payload, { vulnsCritical, vulnsHigh });
  }
  if (group === "deploy") {
    const payload = { projectSlug, envs: ["dev", "prod"], versions: [`1.${number()}.0`, null], lastDeployedAt: time };
    return stated(eventSubject.summary(meshNs, "deploy.summary.status"), payload);
  }
  const counts = { files: number(), symbols: number(), tasks: number(), audits: number() };
  return {
    ...stated(eventSubject.summary(meshNs, "graph.summary.nodes"), { projectSlug, counts, ts: time }, counts),
    group: "graph",
  };
}
