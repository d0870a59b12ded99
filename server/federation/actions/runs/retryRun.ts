import type { FanoutAction, RetryInput } from "../../../../contracts/actions.ts";
import { AppError } from "../../../platform/errors.ts";
import { inTransaction } from "../../../platform/transaction.ts";
import { appendAuditLog, takeAuditTurn } from "../../auditLog/append.ts";
import type { Author } from "../../auditLog/author.ts";
import type { FederationContext } from "../../context.ts";
import { noChanges } from "../../live/changes.ts";
import { decidePlan } from "../plan/planRun.ts";
import { findRepeated, refuseTooMany } from "./guardStart.ts";
import { insertRun } from "./insertRun.ts";

const failedTargets = `
select project.slug from "ActionTarget" target join "ProjectCatalog" project on project.id = target."projectId"
where target."runId" = $1 and target.state in ('failed', 'expired') order by project.slug`;

/**
 * Tries the targets of a run that failed or expired once more, as a run of its own with new actions: an instance never
 * runs the old ones again. Everything is decided anew, so what is no longer allowed is refused in it.
 *
 * @throws AppError `not_found`; `conflict` while the run is under way, when nothing in it failed, or when the key was used
 *   for something else; `rate_limited` over six starts a minute.
 */
export async function retryRun(ctx: FederationContext, input: RetryInput, starter: Author): Promise<{ runId: string }> {
  const { runId: retryOf, idempotencyKey } = input;
  const at = ctx.clock.now();
  const { runId, targets, isNew } = await inTransaction(ctx.db.pool, async (client) => {
    await takeAuditTurn(client);
    const repeated = await findRepeated(client, { idempotencyKey, retryOf }, starter);
    if (repeated !== null) return { runId: repeated, targets: 0, isNew: false };
    await refuseTooMany(client, starter, at);
    const { rows } = await client.query<{ action: FanoutAction; state: string }>(
      'select action, state from "ActionRun" where id = $1',
      [retryOf],
    );
    const [original] = rows;
    if (original === undefined) throw new AppError("not_found", "There is no such run.", { field: "runId" });
    if (original.state === "running") throw new AppError("conflict", "The run is still under way.");
    const failed = await client.query<{ slug: string }>(failedTargets, [retryOf]);
    if (failed.rows.length === 0) throw new AppError("conflict", "Nothing in this run failed or expired.");
    const { action } = original;
    const plan = await decidePlan(ctx, client, { action, select: { slugs: failed.rows.map(({ slug }) => slug) } });
    const id = await insertRun(client, { action, plan, idempotencyKey, retryOf, startedBy: starter.name, at });
    await appendAuditLog(client, {
      ...{ at, by: starter, verb: "action.retry", subject: id },
      details: { action, retryOf, planHash: plan.planHash },
    });
    return { runId: id, targets: failed.rows.length, isNew: true };
  });
  if (!isNew) return { runId };
  ctx.log.info("action.retried", { run: runId, retryOf, targets, actor: starter.name });
  await ctx.announce({ ...noChanges(), runs: [runId] });
  return { runId };
}
