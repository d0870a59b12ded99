import type { EventWire } from "../../../../contracts/events.ts";
import type { InstanceContext } from "../../context.ts";

/**
 * How much there is in the repository, as of the latest completed scan (`ts`). Null before the first: then nothing
 * is known, which is not the same as nothing being there.
 */
export async function graphSummary(ctx: InstanceContext): Promise<EventWire<"graph.summary.nodes"> | null> {
  const { rows } = await ctx.db.pool.query<{ files: number; symbols: number; tasks: number; audits: number; ts: Date }>(
    `select (select count(*)::int from "SourceFile") as files,
            (select count(*)::int from "CodeSymbol") as symbols,
            (select count(*)::int from "CodeTask") as tasks,
            (select count(*)::int from "Audit" where status in ('ok', 'warn', 'fail', 'inconclusive')) as audits,
            "finishedAt" as ts
     from "Scan" where state = 'completed' order by id desc limit 1`,
  );
  const row = rows[0];
  if (row === undefined) return null;
  const { ts, ...counts } = row;
  return { projectSlug: ctx.project.slug, counts, ts: ts.toISOString() };
}
