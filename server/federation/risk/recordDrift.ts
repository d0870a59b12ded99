import { inTransaction } from "../../platform/transaction.ts";
import type { FederationContext } from "../context.ts";
import type { Partitions } from "../metrics/partitions.ts";
import { recordSamples } from "../metrics/recordSamples.ts";
import { lockRiskFacts } from "./facts.ts";
import { toRiskSamples } from "./toRiskSamples.ts";

/** So many projects' facts are locked at once: ingest waits for no more. */
const atOnce = 500;

/** Writes every project's risk of now into its history: a deploy grows stale without any event. */
export async function recordRiskDrift(ctx: FederationContext, partitions: Partitions): Promise<void> {
  const now = ctx.clock.now();
  await partitions.ensure([now.getTime()]);
  const { rows } = await ctx.db.pool.query<{ id: number }>(
    `select id from "ProjectCatalog" where origin <> 'archived' order by id`,
  );
  for (let from = 0; from < rows.length; from += atOnce) {
    const ids = rows.slice(from, from + atOnce).map(({ id }) => id);
    await inTransaction(ctx.db.pool, async (client) => {
      const facts = await lockRiskFacts(client, ids);
      const samples = facts.flatMap((fact) => toRiskSamples(fact, ctx.policy.risk.weights, now));
      await recordSamples(client, samples, ctx.policy.metrics.windowSeconds);
    });
  }
}
