import { z } from "zod";
import type { EdgeCard } from "../../../contracts/graph.ts";
import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";
import { loadEdgeRows } from "./edgeRows.ts";
import { agedWeight } from "./strength.ts";

const edgeId = z.coerce
  .number()
  .int()
  .positive()
  .max(2 ** 31 - 1);
const details = z.record(z.string(), z.json());

/** One integration with every proof that makes its strength, the newest first. Throws `not_found`. */
export async function getEdge(ctx: FederationContext, { id }: { id: string }): Promise<EdgeCard> {
  const missing = new AppError("not_found", `There is no integration "${id}".`, { field: "id" });
  const parsed = edgeId.safeParse(id);
  if (!parsed.success) throw missing;
  const now = ctx.clock.now();
  const [edge] = await loadEdgeRows(ctx, { ids: [parsed.data] });
  if (edge === undefined) throw missing;
  const { halfLifeDays } = ctx.policy.integrations;
  const evidence = await ctx.db.prisma.integrationEvidence.findMany({
    where: { edgeId: parsed.data },
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
