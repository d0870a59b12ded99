import type { Pool } from "pg";
import type { Policy } from "../../../contracts/config.ts";
import { configReporter } from "../../../contracts/names.ts";
import { daysBefore, trimOldest } from "../trimOldest.ts";

/** A proof worth less than this share of what makes an edge dormant adds nothing that anybody could see. */
const negligible = 0.01;
/** Of each edge the newest proofs stay; a hub may name a new one with every hint. */
const keptProofs = 1000;

/**
 * Forgets proofs that time has made worthless, and of each edge all but the newest 1,000. What projects.yaml declares
 * does not age and stays. @returns how many went.
 */
export function trimEvidence(
  pool: Pool,
  { halfLifeDays, dormantBelow }: Policy["integrations"],
  now: Date,
): Promise<number> {
  // From weight 1 downwards: after so many half-lives even the heaviest proof is negligible.
  const days = dormantBelow === 0 ? null : halfLifeDays * Math.log2(1 / (dormantBelow * negligible));
  return trimOldest(pool, {
    ...{ table: "IntegrationEvidence", owner: '"edgeId"', at: '"lastSeenAt"', tie: 'reporter, source, "proofKey"' },
    ...{ most: keptProofs, before: days === null ? null : daysBefore(now, days) },
    where: `reporter <> '${configReporter}'`,
  });
}
