import type { Pool } from "pg";

/** How many edges a project has, as in the owner's sizes: 50 projects, 200 edges. */
const edgesPerProject = 4;

/** Makes the catalog one of `count` projects on a grid, with a summary each and four edges, in place of what it was. */
export async function fillCatalog(pool: Pool, count: number): Promise<void> {
  await pool.query('truncate "ProjectCatalog" restart identity cascade');
  await pool.query(
    `insert into "ProjectCatalog" (slug, name, "hubUrl", "meshNs", origin, status, "lastSeenAt", tags, "createdAt", x, y, placed)
     select 'p' || n, 'Project ' || n, 'http://127.0.0.1:5401', 'p' || n || '.mesh', 'declared', 'online', now(),
       array['finance', 'tag' || n % 7], now(), 40 * (n % columns), 40 * (n / columns), true
     from (select ceil(1.4 * sqrt($1::int))::int as columns) as grid, generate_series(1, $1::int) as n`,
    [count],
  );
  await pool.query(
    `insert into "ProjectSummary" ("projectId", "graphAt", files, symbols, tasks, audits, "auditAt", "auditsOk",
       "auditsWarn", "auditsFail", "securityAt", "vulnsCritical", "vulnsHigh", "deployAt", "lastDeployedAt")
     select id, now(), 100, 2000, 30, 4, now(), 7, 2, 1, now(), 0, 3, now(), now() from "ProjectCatalog"`,
  );
  await pool.query(
    `insert into "IntegrationEdge" ("fromProjectId", "toProjectId", kind, source, strength, "detailsJson")
     select a, 1 + (a + step * 7) % $1, 'api', 'manifest', 0.5, '{}'
     from generate_series(1, $1::int) as a, generate_series(1, $2::int) as step on conflict do nothing`,
    [count, edgesPerProject],
  );
  await pool.query(
    `insert into "IntegrationEvidence" ("edgeId", reporter, source, "proofKey", weight, "firstSeenAt", "lastSeenAt", count, details)
     select edge.id, project.slug, 'manifest', 'proof', 0.5, now(), now(), 1, '{}'
     from "IntegrationEdge" edge join "ProjectCatalog" project on project.id = edge."fromProjectId"`,
  );
  await pool.query("analyze");
}
