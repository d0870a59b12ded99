import type { PoolClient } from "pg";
import type { StartInput } from "../../../../contracts/actions.ts";
import { AppError } from "../../../platform/errors.ts";
import { inTransaction } from "../../../platform/transaction.ts";
import { appendAuditLog, takeAuditTurn } from "../../auditLog/append.ts";
import type { Author } from "../../auditLog/author.ts";
import type { FederationContext } from "../../context.ts";
import { noChanges } from "../../live/changes.ts";
import { nameSelected } from "../plan/loadFacts.ts";
import { describeDifference } from "../plan/planHash.ts";
import { type DecidedPlan, decidePlan } from "../plan/planRun.ts";
import { findRepeated, refuseTooMany } from "./guardStart.ts";
import { insertRun } from "./insertRun.ts";

/**
 * Carries a plan out: run, targets (refused ones too) and audit log in one transaction, which is all that has to succeed;
 * dispatch finds the rest in it. Twice with one idempotency key answers the one run.
 *
 * @throws AppError `conflict` with the difference when the plan is no longer what `planHash` says, or when the key was
 *   used for something else; `invalid_input` when no project would run; `rate_limited` over six starts a minute.
 */
export async function startRun(ctx: FederationContext, input: StartInput, starter: Author): Promise<{ runId: string }> {
  const select = await nameSelected(ctx, input.select);
  const { runId, targets, isNew } = await inTransaction(ctx.db.pool, async (client) => {
    await takeAuditTurn(client);
    const repeated = await findRepeated(client, input, starter);
    if (repeated !== null) return { runId: repeated, targets: 0, isNew: false };
    await refuseTooMany(client, starter, ctx.clock.now());
    const plan = await decidePlan(ctx, client, { ...input, select });
    refuseChanged(plan, input.planHash);
    const id = await store(ctx, client, { input, plan, starter });
    return { runId: id, targets: plan.projects.length, isNew: true };
  });
  if (!isNew) return { runId };
  ctx.log.info("action.started", { run: runId, action: input.action, targets, actor: starter.name });
  await ctx.announce({ ...noChanges(), runs: [runId] });
  return { runId };
}

function refuseChanged({ planHash, projects }: DecidedPlan, shown: string): void {
  if (planHash !== shown) {
    const now = projects.map(({ slug, verdict }) => ({ slug, code: verdict.code }));
    throw new AppError("conflict", `The plan has changed since it was shown. ${describeDifference(shown, now)}`);
  }
  if (projects.every(({ verdict }) => verdict.decision === "refused")) {
    throw new AppError("invalid_input", "No project of this plan would run.", { field: "select" });
  }
}

async function store(
  ctx: FederationContext,
  client: PoolClient,
  { input, plan, starter }: { input: StartInput; plan: DecidedPlan; starter: Author },
): Promise<string> {
  const at = ctx.clock.now();
  const { action, select, planHash, canary, maxFailures } = input;
  const runId = await insertRun(client, { ...input, plan, startedBy: starter.name, at });
  await appendAuditLog(client, {
    ...{ at, by: starter, verb: "action.start", subject: runId },
    details: { action, select, planHash, canary, maxFailures },
  });
  return runId;
}
