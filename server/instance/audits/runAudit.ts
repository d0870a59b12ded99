import { messageOf } from "../../platform/errors.ts";
import type { InstanceContext } from "../context.ts";
import { type AuditRun, toAuditRun } from "./auditRun.ts";
import { whileCancellable } from "./cancellable.ts";
import type { AuditKind, Finding } from "./finding.ts";
import { performApart } from "./performApart.ts";

type Ending = {
  status: AuditRun["status"];
  reason: string | null;
  counts: AuditRun["counts"];
  findings: Finding[];
};

/**
 * Runs an audit and stores the run: one row that says `running` before anything is looked at, then how it ended together
 * with its findings, in one transaction. A process that dies in between leaves `running`, see `recoverAudits`.
 *
 * One action is one audit: asked again with the same `actionId`, the run there is answered and nothing runs. A cancelled
 * run ends as `cancelled`, one that threw as `failed`; neither throws here. Throws when the database does.
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
  return await whileCancellable(ctx, { id, signal }, (both) => finishAudit(ctx, { id, kind, startedAt, signal: both }));
}

/** Does what a run that is stored as `running` is for, and stores how it ended. Throws when the database does. */
export async function finishAudit(
  ctx: InstanceContext,
  { id, startedAt, ...request }: { id: string; kind: AuditKind; startedAt: Date; signal: AbortSignal },
): Promise<AuditRun> {
  const ending = await outcomeOf(ctx, request);
  const run = await store(ctx, id, ending);
  ctx.log.info("audit.ended", {
    audit: id,
    kind: request.kind,
    status: run.status,
    findings: ending.findings.length,
    durationMs: ctx.clock.now().getTime() - startedAt.getTime(),
  });
  return run;
}

async function outcomeOf(ctx: InstanceContext, request: { kind: AuditKind; signal: AbortSignal }): Promise<Ending> {
  try {
    return await performApart({ ...request, root: ctx.root, config: ctx.config });
  } catch (error) {
    const nothing = { counts: {}, findings: [] };
    const { aborted, reason } = request.signal;
    if (aborted) return { status: "cancelled", reason: messageOf(reason).slice(0, 500), ...nothing };
    ctx.log.error("audit.failed", { kind: request.kind, error });
    return { status: "failed", reason: messageOf(error).slice(0, 500), ...nothing };
  }
}

async function store(ctx: InstanceContext, id: string, { findings, ...ending }: Ending): Promise<AuditRun> {
  return ctx.db.prisma.$transaction(async (tx) => {
    const row = await tx.audit.update({ where: { id }, data: { ...ending, finishedAt: ctx.clock.now() } });
    await tx.auditFinding.createMany({ data: findings.map((finding) => ({ ...finding, auditId: id })) });
    return toAuditRun(row);
  });
}
