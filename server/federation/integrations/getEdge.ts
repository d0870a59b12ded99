import { z } from "zod";
import type { EdgeCard } from "../../../contracts/graph.ts";
import type { FederationContext } from "../context.ts";
import { findEdge } from "./findEdge.ts";
import { agedWeight } from "./strength.ts";

const details = z.record(z.string(), z.json());

/** One integration with every proof that makes its strength, the newest first. Throws `not_found`. */
export async function getEdge(ctx: FederationContext, { id }: { id: string }): Promise<EdgeCard> {
  const now = ctx.clock.now();
  const edge = await findEdge(ctx, id);
  const { halfLifeDays } = ctx.policy.integrations;
  const evidence = await ctx.db.prisma.integrationEvidence.findMany({
    where: { edgeId: Number(edge.id) },
    orderBy: [{ lastSeenAt: "desc" }, { reporter: "asc" }, { source: "asc" }, { proofKey: "asc" }],
  });
  return {
    ...edge,
    halfLifeDays,
    evidence: evidence.map((proof) => ({
      reporter: proof.reporter,
      source: proof.source,
      proofKey: proof.proofKey,
      weight: proof.weight,
      agedWeight: agedWeight(proof, halfLifeDays, now),
      firstSeenAt: proof.firstSeenAt.toISOString(),
      lastSeenAt: proof.lastSeenAt.toISOString(),
      count: Number(proof.count),
      details: details.parse(proof.details),
    })),
  };
}
