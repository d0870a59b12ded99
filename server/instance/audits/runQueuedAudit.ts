import type { InstanceContext } from "../context.ts";
import { type AuditRun, toAuditRun } from "./auditRun.ts";
import { whileCancellable } from "./cancellable.ts";
import { finishAudit } from "./runAudit.ts";

/**
 * Runs an audit that was registered before, as `runAudit` does one that was not. Null when it waits no longer: it was run
 * or given up already. `onRunning` is awaited before it begins.
 */
export async function runQueuedAudit(
  ctx: InstanceContext,
  request: { id: string; signal: AbortSignal; onRunning: () => Promise<void> },
): Promise<AuditRun | null> {
  const { id, signal, onRunning } = request;
  return await whileCancellable(ctx, { id, signal }, async (both) => {
    const [row] = await ctx.db.prisma.audit.updateManyAndReturn({
      where: { id, status: "queued" },
      data: { status: "running", startedAt: ctx.clock.now() },
    });
    if (row === undefined) return null;
    const { kind, startedAt } = toAuditRun(row);
    // Whoever waits for the audit hears how it ends, also when he cannot be told that it has begun.
    await onRunning().catch((error: unknown) => ctx.log.warn("audit.start_not_told", { audit: id, error }));
    return await finishAudit(ctx, { id, kind, startedAt, signal: both, stopping: signal });
  });
}
