import type { AuditKind } from "../../../contracts/instance.ts";
import { messageOf } from "../../platform/errors.ts";
import type { InstanceContext } from "../context.ts";
import { type AuditRun, toAuditRun } from "./auditRun.ts";
import { whileCancellable } from "./cancellable.ts";
import { performApart } from "./performApart.ts";
import { type Ending, storeEnding } from "./storeEnding.ts";

/**
 * Runs an audit and stores the run: one row that says `running` before anything is looked at, then how it ended
 * together with its findings, in one transaction. A process that dies in between leaves `running`, see `recoverAudits`.
 *
 * One action is one audit: asked again with the same `actionId`, the run there is answered and nothing runs. A
 * cancelled run ends as `cancelled`, one that threw as `failed`; neither throws here. Throws when the database does.
 */
export async function runAudit(
  ctx: InstanceContext,
  request: { kind: AuditKind; actionId?: string; signal?: AbortSignal },
): Promise<AuditRun> {
  const { kind, actionId = null, signal } = request;
  const id = Bun.randomUUIDv7();
  const startedAt = ctx.clock.now();
  const { count } = await ctx.db.prisma.audit.createMany({
    data: [{ id, kind, status: "running", actionId, startedAt }],
    skipDuplicates: true,
  });
  if (count === 0 && actionId !== null) {
    return toAuditRun(await ctx.db.prisma.audit.findUniqueOrThrow({ where: { actionId } }));
  }
  return await whileCancellable(ctx, { id, signal }, (both) =>
    finishAudit(ctx, { id, kind, startedAt, signal: both, stopping: signal }),
  );
}

/**
 * Does what a run that is stored as `running` is for until `signal` is aborted, and stores how it ended, see
 * `storeEnding`. Throws when the database does.
 */
export async function finishAudit(
  ctx: InstanceContext,
  run: { id: string; kind: AuditKind; startedAt: Date; signal: AbortSignal; stopping: AbortSignal | undefined },
): Promise<AuditRun> {
  const { id, kind, startedAt, signal, stopping } = run;
  const ending = await outcomeOf(ctx, { kind, signal });
  const stored = await storeEnding(ctx, { id, ending, stopping });
  ctx.log.info("audit.ended", {
    audit: id,
    kind,
    status: stored.status,
    findings: ending.findings.length,
    durationMs: ctx.clock.now().getTime() - startedAt.getTime(),
  });
  return stored;
}

async function outcomeOf(ctx: InstanceContext, request: { kind: AuditKind; signal: AbortSignal }): Promise<Ending> {
  try {
    return await performApart({ ...request, root: ctx.root, config: ctx.config, registry: ctx.registry });
  } catch (error) {
    const nothing = { counts: {}, findings: [] };
    const { aborted, reason } = request.signal;
    if (aborted) return { status: "cancelled", reason: messageOf(reason).slice(0, 500), ...nothing };
    ctx.log.error("audit.failed", { kind: request.kind, error });
    return { status: "failed", reason: messageOf(error).slice(0, 500), ...nothing };
  }
}
