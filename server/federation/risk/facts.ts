import type { PoolClient } from "pg";
import type { RiskFacts } from "./score.ts";

/** The columns that a project's risk rests on, from `ProjectCatalog` as `project` and `ProjectSummary` as `summary`. */
export const riskColumns = `
  project.status, project."lastSeenAt",
  summary."securityAt", summary."vulnsCritical"::float8, summary."vulnsHigh"::float8,
  summary."auditAt", summary."auditsOk"::float8, summary."auditsWarn"::float8, summary."auditsFail"::float8,
  summary."deployAt", summary."lastDeployedAt"`;

/**
 * Reads what the risk of some projects rests on, and locks those facts until the transaction ends: whoever writes a
 * risk has then seen every fact that was written before.
 */
export async function lockRiskFacts(
  client: PoolClient,
  projectIds: readonly number[],
): Promise<(RiskFacts & { projectId: number })[]> {
  if (projectIds.length === 0) return [];
  const ids = [...projectIds].sort((a, b) => a - b);
  await client.query({
    name: "lock-summaries",
    text: 'select from "ProjectSummary" where "projectId" = any($1) order by "projectId" for update',
    values: [ids],
  });
  const { rows } = await client.query<RiskFacts & { projectId: number }>({
    name: "risk-facts",
    text: `select project.id as "projectId", ${riskColumns} from "ProjectCatalog" project
      left join "ProjectSummary" summary on summary."projectId" = project.id where project.id = any($1)`,
    values: [ids],
  });
  return rows;
}
