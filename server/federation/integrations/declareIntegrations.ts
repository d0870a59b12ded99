import type { PoolClient } from "pg";
import type { ProjectDeclaration } from "../../../contracts/config.ts";
import { configReporter } from "../../../contracts/names.ts";
import { edgeKeyText, lockEdges } from "./lockEdges.ts";
import { recordEvidence, refreshEdges } from "./recordEvidence.ts";
import type { Evidence } from "./toEvidence.ts";

const source = "declared";
const proofKey = "projects.yaml";

/**
 * Makes the evidence of `projects.yaml` what the declarations say: what they no longer say is withdrawn.
 *
 * @returns the edges that changed, and the integrations whose other end is not in the catalog, as `from -> to`.
 */
export async function declareIntegrations(
  client: PoolClient,
  projects: readonly ProjectDeclaration[],
  { halfLifeDays, now }: { halfLifeDays: number; now: Date },
): Promise<{ edges: number[]; unknownEnds: string[] }> {
  const catalog = await client.query<{ id: number; slug: string }>('select id, slug from "ProjectCatalog"');
  const ids = new Map(catalog.rows.map(({ id, slug }) => [slug, id]));
  const proofs = new Map<string, Evidence>();
  const unknownEnds: string[] = [];
  for (const { slug, integrations } of projects) {
    for (const { to, kind, strength, note } of integrations) {
      const fromProjectId = ids.get(slug);
      const toProjectId = ids.get(to);
      if (fromProjectId === undefined || toProjectId === undefined) {
        unknownEnds.push(`${slug} -> ${to}`);
        continue;
      }
      const key = { fromProjectId, toProjectId, kind };
      proofs.set(edgeKeyText(key), {
        ...key,
        reporter: configReporter,
        source,
        proofKey,
        weight: strength,
        firstSeenAt: now.getTime(),
        lastSeenAt: now.getTime(),
        count: 1,
        details: JSON.stringify(note === undefined ? {} : { note }),
      });
    }
  }
  const declared = await lockEdges(client, proofs.values());
  const withdrawn = await client.query<{ edgeId: number }>(
    'delete from "IntegrationEvidence" where reporter = $1 and not ("edgeId" = any($2)) returning "edgeId"',
    [configReporter, [...declared.values()]],
  );
  const withdrawnIds = withdrawn.rows.map(({ edgeId }) => edgeId);
  await refreshEdges(client, withdrawnIds, halfLifeDays, now);
  const edges = await recordEvidence(client, [...proofs.values()], { halfLifeDays, now });
  return { edges: [...edges, ...withdrawnIds], unknownEnds };
}
