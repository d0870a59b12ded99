import type { Pool } from "pg";
import type { FederationClient } from "../../contracts/client.ts";
import type { EcosystemMap } from "../../contracts/graph.ts";
import type { ProjectRow } from "../../contracts/projects.ts";
import type { Sample } from "../../server/federation/metrics/toSamples.ts";
import { openFederationDb } from "../../server/platform/db.ts";
import { recordHistory } from "../testing/recordHistory.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How many hours ago the troubled moment of the past day was. */
export const troubledHoursAgo = 13.7;

/**
 * Gives a fleet that has just begun a month to look back on: almost everybody was there and online, some were in trouble for
 * a while yesterday, some risks and integrations were others. What is now stays as it is.
 */
export async function imaginePast(client: FederationClient, databaseUrl: string): Promise<void> {
  const map = await client.graph.ecosystem.query();
  const now = Date.parse(map.at);
  const { pool, close } = openFederationDb(databaseUrl, 1);
  try {
    await recordStatuses(pool, map, now);
    await recordEdges(pool, map, now);
  } finally {
    await close();
  }
  for (const [index, project] of map.projects.entries()) {
    await recordHistory(databaseUrl, project.slug, samplesOf(project, now, index % 9 === 4 ? 17 : 0));
  }
}

/** What was known of a project two hours before the diff of a day begins, and of its hub shortly before the troubled hour. */
function samplesOf({ kpis, risk }: ProjectRow, now: number, lessRisk: number): Sample[] {
  const known = {
    ...{
      "graph.files": kpis.files,
      "graph.symbols": kpis.symbols,
      "graph.tasks": kpis.tasks,
      "graph.audits": kpis.audits,
    },
    ...{ "audit.ok": kpis.auditsOk, "audit.warn": kpis.auditsWarn, "audit.fail": kpis.auditsFail },
    ...{ "security.vulnsCritical": kpis.vulnsCritical, "security.vulnsHigh": kpis.vulnsHigh },
    "deploy.freshnessDays": kpis.deployFreshnessDays === null ? null : kpis.deployFreshnessDays - 26 / 24,
    "risk.total": risk.total === null ? null : Math.max(0, risk.total - lessRisk),
    ...Object.fromEntries(risk.parts.map(({ name, value }) => [`risk.${name}`, value])),
  };
  const dayBefore = now - 26 * hourMs;
  const beat = now - troubledHoursAgo * hourMs - 12_000;
  return [
    ...Object.entries(known).flatMap(([key, value]) => (value === null ? [] : [{ key, value, observedAt: dayBefore }])),
    ...(kpis.healthLatencyMs === null
      ? []
      : [dayBefore, beat].map((observedAt) => ({
          key: "health.latencyMs",
          value: kpis.healthLatencyMs ?? 0,
          observedAt,
        }))),
  ];
}

/** All but two projects are known since a month; every twelfth was degraded or offline in the troubled hour. */
async function recordStatuses(pool: Pool, { projects }: EcosystemMap, now: number): Promise<void> {
  const troubled = now - troubledHoursAgo * hourMs;
  const changes = projects.slice(2).flatMap(({ slug }, index) => [
    { slug, at: now - 30 * dayMs, status: "online", reason: "its hub answers" },
    ...(index % 12 === 5
      ? [
          {
            slug,
            at: troubled - hourMs / 2,
            status: index % 24 === 5 ? "offline" : "degraded",
            reason: "silent for 2 min",
          },
          { slug, at: troubled + hourMs / 2, status: "online", reason: "its hub answers" },
        ]
      : []),
  ]);
  for (const { slug, at, status, reason } of changes) {
    await pool.query(
      `insert into "StatusHistory" ("projectId", at, status, reason, flapping, held, origin)
       select id, $2, $3, $4, false, false, origin from "ProjectCatalog" where slug = $1`,
      [slug, new Date(at), status, reason],
    );
  }
}

/** Each integration is known since a month and fades and recovers; some were not there yet, some were much weaker; what is dormant was not. */
async function recordEdges(pool: Pool, { edges }: EcosystemMap, now: number): Promise<void> {
  for (const [index, { id, strength, standing, dormant }] of edges.entries()) {
    const isNew = index % 40 === 7;
    const before = dormant ? 0.6 : index % 25 === 3 ? strength * 0.4 : strength;
    const days = Array.from({ length: 29 }, (_each, day) => 30 - day);
    const noted = isNew ? [0] : days.map((day) => Math.min(1, before * (0.72 + 0.28 * Math.abs(Math.cos(day / 3.5)))));
    noted.push(isNew ? 0 : before);
    for (const [step, value] of noted.entries()) {
      const at = step === noted.length - 1 ? now - 1.5 * dayMs : now - (30 - step) * dayMs;
      await pool.query(
        'insert into "EdgeHistory" ("edgeId", at, strength, standing) values ($1, $2, $3, $4) on conflict do nothing',
        [Number(id), new Date(at), value, standing],
      );
    }
  }
}
