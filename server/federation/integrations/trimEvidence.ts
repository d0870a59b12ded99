import type { Pool } from "pg";
import type { Policy } from "../../../contracts/config.ts";

/** A proof worth less than this share of what makes an edge dormant adds nothing that anybody could see. */
const negligible = 0.01;
/** Of each edge the newest proofs stay; a hub may name a new one with every hint. */
const keptProofs = 1000;

/**
 * Forgets proofs that time has made worthless, and of each edge all but the newest 1,000. What projects.yaml declares
 * does not age and stays. @returns how many went.
 */
export async function trimEvidence(
  pool: Pool,
  { halfLifeDays, dormantBelow }: Policy["integrations"],
  now: Date,
): Promise<number> {
  // From weight 1 downwards: after so many half-lives even the heaviest proof is negligible.
  const days = dormantBelow === 0 ? null : halfLifeDays * Math.log2(1 / (dormantBelow * negligible));
  const { rowCount } = await pool.query(
    `delete from "IntegrationEvidence" held using (
       select "edgeId", reporter, source, "proofKey", "lastSeenAt",
         row_number() over (partition by "edgeId" order by "lastSeenAt" desc, reporter, source, "proofKey") as place
       from "IntegrationEvidence" where reporter <> 'config'
     ) ranked
     where (ranked.place > $1 or ranked."lastSeenAt" < $2::timestamptz - make_interval(secs => $3::float8 * 86400))
       and held."edgeId" = ranked."edgeId" and held.reporter = ranked.reporter and held.source = ranked.source
       and held."proofKey" = ranked."proofKey" and held."lastSeenAt" = ranked."lastSeenAt"`,
    [keptProofs, now, days],
  );
  return rowCount ?? 0;
}
