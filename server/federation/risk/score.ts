import type { Policy } from "../../../contracts/config.ts";
import type { ProjectStatus } from "../../../contracts/names.ts";
import type { RiskPart, RiskScore } from "../../../contracts/risk.ts";
import { complianceRisk, freshnessRisk, livenessRisk, riskVersion, securityRisk, totalRisk } from "./formulas.ts";

/** Everything that a project's risk rests on, each group with the moment it was true. Null is unknown. */
export type RiskFacts = {
  status: ProjectStatus;
  lastSeenAt: Date | null;
  securityAt: Date | null;
  vulnsCritical: number | null;
  vulnsHigh: number | null;
  auditAt: Date | null;
  auditsOk: number | null;
  auditsWarn: number | null;
  auditsFail: number | null;
  deployAt: Date | null;
  lastDeployedAt: Date | null;
};

const dayMs = 86_400_000;

/** Days since the last deploy, never negative; null when unknown. */
export function daysSince(moment: Date | null, now: Date): number | null {
  return moment === null ? null : Math.max(0, now.getTime() - moment.getTime()) / dayMs;
}

/** A project's risk at `now`, with every number it was computed from and how old that number is. */
export function scoreRisk(facts: RiskFacts, weights: Policy["risk"]["weights"], now: Date): RiskScore {
  const ageSeconds = (at: Date | null) => (at === null ? null : Math.max(0, now.getTime() - at.getTime()) / 1000);
  const input = (key: string, value: number | string | null, at: Date | null) => ({
    key,
    value,
    ageSeconds: ageSeconds(at),
  });
  const status = facts.lastSeenAt === null ? null : facts.status;
  const freshnessDays = daysSince(facts.lastDeployedAt, now);
  const parts: RiskPart[] = [
    {
      name: "security",
      value: securityRisk(facts.vulnsCritical, facts.vulnsHigh),
      weight: weights.security,
      inputs: [
        input("security.vulnsCritical", facts.vulnsCritical, facts.securityAt),
        input("security.vulnsHigh", facts.vulnsHigh, facts.securityAt),
      ],
    },
    {
      name: "compliance",
      value: complianceRisk(facts.auditsOk, facts.auditsWarn, facts.auditsFail),
      weight: weights.compliance,
      inputs: [
        input("audit.ok", facts.auditsOk, facts.auditAt),
        input("audit.warn", facts.auditsWarn, facts.auditAt),
        input("audit.fail", facts.auditsFail, facts.auditAt),
      ],
    },
    {
      name: "liveness",
      value: livenessRisk(status),
      weight: weights.liveness,
      inputs: [input("status", status, facts.lastSeenAt)],
    },
    {
      name: "freshness",
      value: freshnessRisk(freshnessDays),
      weight: weights.freshness,
      inputs: [input("deploy.freshnessDays", freshnessDays, facts.deployAt)],
    },
  ];
  return { version: riskVersion, ...totalRisk(parts), parts };
}
