import { Partitions } from "../../server/federation/metrics/partitions.ts";
import { recordSamples } from "../../server/federation/metrics/recordSamples.ts";
import type { Sample } from "../../server/federation/metrics/toSamples.ts";
import { openFederationDb } from "../../server/platform/db.ts";
import { inTransaction } from "../../server/platform/transaction.ts";

/** Writes a past into a Meta Hub's database, as ingest would have, for a project that is known there. */
export async function recordHistory(databaseUrl: string, slug: string, samples: readonly Sample[]): Promise<void> {
  const { pool, close } = openFederationDb(databaseUrl, 1);
  try {
    const { rows } = await pool.query<{ id: number }>('select id from "ProjectCatalog" where slug = $1', [slug]);
    const [project] = rows;
    if (project === undefined) throw new Error(`there is no project ${slug}`);
    await new Partitions(pool).ensure(samples.map(({ observedAt }) => observedAt));
    const ofProject = samples.map((sample) => ({ ...sample, projectId: project.id }));
    await inTransaction(pool, (client) => recordSamples(client, ofProject, 60));
  } finally {
    await close();
  }
}
