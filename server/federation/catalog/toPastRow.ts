import type { Policy } from "../../../contracts/config.ts";
import type { FanoutPermission, ProjectStatus } from "../../../contracts/names.ts";
import type { ProjectRow } from "../../../contracts/projects.ts";
import type { RiskScore } from "../../../contracts/risk.ts";
import { totalRisk } from "../risk/formulas.ts";
import { daysSince, type RiskFacts, scoreRisk } from "../risk/score.ts";

/** The metrics that a row of the past is made of. */
export const keysOfThePast = [
  ...["graph.files", "graph.symbols", "graph.tasks", "graph.audits"],
  ...["audit.ok", "audit.warn", "audit.fail"],
  ...["security.vulnsCritical", "security.vulnsHigh"],
  ...["deploy.freshnessDays", "health.latencyMs"],
  ...["risk.total", "risk.security", "risk.compliance", "risk.liveness", "risk.freshness"],
];

/** A project with what is stored of a past moment. Samples by key, their moments in milliseconds since 1970. */
export type PastProject = RiskFacts & {
  slug: string;
  name: string;
  hubUrl: string;
  meshNs: string;
  domain: string | null;
  teams: string[] | null;
  tags: string[] | null;
  allowFanout: FanoutPermission[] | null;
  x: number;
  y: number;
  pinned: boolean;
  statusSince: Date;
  status: ProjectStatus;
  statusReason: string;
  flapping: boolean;
  held: boolean;
  origin: ProjectRow["origin"];
  samples: Record<string, { value: number | null; at: number }>;
  openAlerts: number | null;
  graphAt: Date | null;
  files: number | null;
  symbols: number | null;
  tasks: number | null;
  audits: number | null;
};

const dayMs = 86_400_000;

/** A project's row as it was at `at`. */
export function toPastRow(past: PastProject, weights: Policy["risk"]["weights"], at: Date): ProjectRow {
  const facts = factsAt(past, at);
  const graph = newestOf(past, "graphAt", at);
  return {
    slug: past.slug,
    name: past.name,
    origin: past.origin,
    status: past.status,
    statusReason: past.statusReason,
    statusSince: past.statusSince.toISOString(),
    flapping: past.flapping,
    held: past.held,
    lastSeenAt: facts.lastSeenAt?.toISOString() ?? null,
    hubUrl: past.hubUrl,
    meshNs: past.meshNs,
    version: null,
    domain: past.domain,
    teams: past.teams ?? [],
    tags: past.tags ?? [],
    allowFanout: past.allowFanout ?? [],
    kpis: {
      files: graph("graph.files", past.files),
      symbols: graph("graph.symbols", past.symbols),
      tasks: graph("graph.tasks", past.tasks),
      audits: graph("graph.audits", past.audits),
      auditsOk: facts.auditsOk,
      auditsWarn: facts.auditsWarn,
      auditsFail: facts.auditsFail,
      vulnsCritical: facts.vulnsCritical,
      vulnsHigh: facts.vulnsHigh,
      deployFreshnessDays: daysSince(facts.lastDeployedAt, at),
      healthLatencyMs: past.samples["health.latencyMs"]?.value ?? null,
    },
    risk: riskAt(past, facts, weights, at),
    completeness: null,
    x: past.x,
    y: past.y,
    pinned: past.pinned,
    openAlerts: past.openAlerts ?? 0,
  };
}

type GroupMoment = "graphAt" | "auditAt" | "securityAt" | "deployAt";

/** A summary that is older than `at` held then; of a newer one, the sample from before `at` is asked. */
function newestOf(past: PastProject, group: GroupMoment, at: Date) {
  const moment = past[group];
  const held = moment !== null && moment <= at;
  return (key: string, value: number | null): number | null => (held ? value : (past.samples[key]?.value ?? null));
}

function momentAt(past: PastProject, group: GroupMoment, key: string, at: Date): Date | null {
  const moment = past[group];
  if (moment !== null && moment <= at) return moment;
  const sample = past.samples[key];
  return sample === undefined ? null : new Date(sample.at);
}

function factsAt(past: PastProject, at: Date): RiskFacts {
  const audit = newestOf(past, "auditAt", at);
  const security = newestOf(past, "securityAt", at);
  return {
    status: past.status,
    lastSeenAt: lastSeenBy(past, at),
    securityAt: momentAt(past, "securityAt", "security.vulnsCritical", at),
    vulnsCritical: security("security.vulnsCritical", past.vulnsCritical),
    vulnsHigh: security("security.vulnsHigh", past.vulnsHigh),
    auditAt: momentAt(past, "auditAt", "audit.ok", at),
    auditsOk: audit("audit.ok", past.auditsOk),
    auditsWarn: audit("audit.warn", past.auditsWarn),
    auditsFail: audit("audit.fail", past.auditsFail),
    deployAt: momentAt(past, "deployAt", "deploy.freshnessDays", at),
    lastDeployedAt: lastDeployBy(past, at),
  };
}

/** A deploy's age was noted hourly: counted back from there, it is the moment of the deploy. */
function lastDeployBy({ deployAt, lastDeployedAt, samples }: PastProject, at: Date): Date | null {
  if (deployAt !== null && deployAt <= at) return lastDeployedAt;
  const age = samples["deploy.freshnessDays"];
  return age === undefined || age.value === null ? null : new Date(age.at - age.value * dayMs);
}

/** Beats are not kept one by one: health samples are the newest trace of them, else the change to a living status. */
function lastSeenBy({ lastSeenAt, samples, status, statusSince }: PastProject, at: Date): Date | null {
  if (lastSeenAt !== null && lastSeenAt <= at) return lastSeenAt;
  const health = samples["health.latencyMs"];
  if (health !== undefined) return new Date(health.at);
  return lastSeenAt === null || status === "offline" ? null : statusSince;
}

/** The risk that was noted then, explained by what is known of that time; where nothing was noted, computed from it. */
function riskAt(past: PastProject, facts: RiskFacts, weights: Policy["risk"]["weights"], at: Date): RiskScore {
  const computed = scoreRisk(facts, weights, at);
  const noted = (name: string) => past.samples[`risk.${name}`]?.value ?? null;
  const total = noted("total");
  if (total === null) return computed;
  const parts = computed.parts.map((part) => ({ ...part, value: noted(part.name) }));
  return { ...computed, total, coverage: totalRisk(parts).coverage, parts };
}
