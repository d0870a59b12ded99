import { auditKind } from "../../../contracts/instance.ts";
import type { InstanceContext } from "../context.ts";
import type { Turns } from "../turns.ts";
import { runAudit } from "./runAudit.ts";

/** An audit that ended longer ago than this is due again: a day, in milliseconds. */
const dueAfterMs = 24 * 3600 * 1000;

/** Runs each kind of audit that has not ended within the last day, security first, one after the other. */
export async function runDueAudits(
  ctx: InstanceContext,
  options: { signal: AbortSignal; turns: Turns; onEnded: () => void },
): Promise<void> {
  const { signal, turns, onEnded } = options;
  for (const kind of auditKind.options) {
    const since = new Date(ctx.clock.now().getTime() - dueAfterMs);
    const recent = await ctx.db.prisma.audit.count({
      where: { kind, finishedAt: { gt: since }, status: { notIn: ["cancelled", "failed"] } },
    });
    if (recent > 0) continue;
    await turns.take(async () => {
      if (!signal.aborted) await runAudit(ctx, { kind, signal });
    });
    if (signal.aborted) return;
    onEnded();
  }
}
