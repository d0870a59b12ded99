import { AppError } from "../../../platform/errors.ts";
import { inTransaction } from "../../../platform/transaction.ts";
import { appendAuditLog, takeAuditTurn } from "../../auditLog/append.ts";
import type { Author } from "../../auditLog/author.ts";
import type { FederationContext } from "../../context.ts";
import { noChanges } from "../../live/changes.ts";
import { stopTargets } from "./settleRuns.ts";

/**
 * Ends a run: what no instance has answered is tried no more. What an instance has accepted goes on there, unless it is
 * cancelled there, and is still recorded; the run is over when that is. Cancelled again, nothing changes.
 *
 * @throws AppError `not_found`, or `conflict` when the run has ended already.
 */
export async function cancelRun(
  ctx: FederationContext,
  { runId }: { runId: string },
  author: Author,
): Promise<{ runId: string }> {
  const now = ctx.clock.now();
  const stopped = await inTransaction(ctx.db.pool, async (client) => {
    await takeAuditTurn(client);
    const { rows } = await client.query<{ state: string; cancelledBy: string | null }>(
      'select state, "cancelledBy" from "ActionRun" where id = $1 for update',
      [runId],
    );
    const [run] = rows;
    if (run === undefined) throw new AppError("not_found", "There is no such run.", { field: "runId" });
    if (run.cancelledBy !== null) return null;
    if (run.state !== "running") throw new AppError("conflict", `The run has ended already: it is ${run.state}.`);
    await client.query('update "ActionRun" set "cancelledBy" = $2 where id = $1', [runId, author.name]);
    const targets = await stopTargets(client, runId, now);
    await appendAuditLog(client, {
      ...{ at: now, by: author, verb: "action.cancel", subject: runId },
      details: { unanswered: targets.length },
    });
    return targets;
  });
  if (stopped === null) return { runId };
  ctx.log.info("action.cancelled", { run: runId, unanswered: stopped.length, actor: author.name });
  await ctx.announce({ ...noChanges(), runs: [runId], targets: stopped });
  return { runId };
}
