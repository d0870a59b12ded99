import type { FederationContext } from "../context.ts";
import { type Changes, noChanges } from "../live/changes.ts";
import type { Partitions } from "../metrics/partitions.ts";
import { inTransaction } from "../transaction.ts";
import { judgeProjects } from "./judgeProjects.ts";

const sweepLock = 72_7074_0011;

/** Judges every project now. Of several replicas one does it, the others pass. */
export async function sweepLiveness(ctx: FederationContext, partitions: Partitions): Promise<Changes> {
  const now = ctx.clock.now();
  await partitions.ensure([now.getTime()]);
  const projects = await inTransaction(ctx.db.pool, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_xact_lock($1) as mine", [sweepLock]);
    if (rows[0]?.mine !== true) return [];
    return await judgeProjects(client, { ids: null, policy: ctx.policy, now });
  });
  return { ...noChanges(), projects };
}

/**
 * Marks the status of every project that was ever seen as held: the Meta Hub hears nothing, so silence says nothing.
 * The next pulse of a project, or the next sweep, ends it.
 */
export async function holdStatuses(ctx: FederationContext): Promise<Changes> {
  const { rows } = await ctx.db.pool.query<{ id: number }>(
    `update "ProjectCatalog" set held = true
     where not held and origin <> 'archived' and status <> 'offline' and "lastSeenAt" is not null returning id`,
  );
  return { ...noChanges(), projects: rows.map(({ id }) => id) };
}
