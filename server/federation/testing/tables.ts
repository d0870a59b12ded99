import type { Pool } from "pg";

/** Every row of the tables that events end up in, without what counts attempts. The same facts give the same text. */
export async function tablesOf(pool: Pool): Promise<Record<string, unknown[]>> {
  const queries = {
    summaries: 'select * from "ProjectSummary" order by "projectId"',
    metrics: `select "projectId", key, "valueNumber", "valueText", "observedAt", "windowStart"
      from "ProjectMetric" order by 1, 2, 6`,
    rollups: 'select * from "ProjectMetricHour" order by 1, 2, 3',
    edges: `select "fromProjectId", "toProjectId", kind, source, strength, "detailsJson"
      from "IntegrationEdge" order by 1, 2, 3`,
    evidence: `select edge."fromProjectId", edge."toProjectId", edge.kind, proof.reporter, proof.source, proof."proofKey",
      proof.weight, proof."firstSeenAt", proof."lastSeenAt", proof.count, proof.details
      from "IntegrationEvidence" proof join "IntegrationEdge" edge on edge.id = proof."edgeId" order by 1, 2, 3, 4, 5, 6`,
    audits: 'select * from "ProjectAudit" order by 1, 2',
    cursors: 'select "projectId", epoch, seen::text, "lastSeq", "lastSeenAt" from "EventCursor" order by 1, 2',
  };
  const tables: Record<string, unknown[]> = {};
  for (const [name, text] of Object.entries(queries)) tables[name] = (await pool.query(text)).rows;
  return tables;
}
