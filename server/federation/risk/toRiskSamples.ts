import type { Policy } from "../../../contracts/config.ts";
import type { ProjectSample } from "../metrics/recordSamples.ts";
import { daysSince, type RiskFacts, scoreRisk } from "./score.ts";

/** The history that a change of facts leaves: the risk, its parts and the days since the last deploy, as of `now`. */
export function toRiskSamples(
  facts: RiskFacts & { projectId: number },
  weights: Policy["risk"]["weights"],
  now: Date,
): ProjectSample[] {
  const { total, parts } = scoreRisk(facts, weights, now);
  const values: [string, number | null][] = [
    ["risk.total", total],
    ...parts.map(({ name, value }): [string, number | null] => [`risk.${name}`, value]),
    ["deploy.freshnessDays", daysSince(facts.lastDeployedAt, now)],
  ];
  const { projectId } = facts;
  return values.flatMap(([key, value]) =>
    value === null ? [] : [{ projectId, key, value, observedAt: now.getTime() }],
  );
}
