import { messageOf } from "../../platform/errors.ts";
import type { InstanceContext } from "../context.ts";
import { onceDatabaseIsBack } from "../onceDatabaseIsBack.ts";
import { type AuditRun, toAuditRun } from "./auditRun.ts";
import type { Finding } from "./finding.ts";

/** How an audit ended, and what it found. */
export type Ending = Pick<AuditRun, "status" | "reason" | "counts"> & { findings: Finding[] };

/**
 * Stores how an audit ended together with its findings, in one transaction. A run without an end would be `running` with
 * no process behind it, so a database that is away is waited for until `stopping` is aborted, and a result that the
 * database refuses becomes a failure. Throws when that cannot be stored either.
 */
export async function storeEnding(
  ctx: InstanceContext,
  { id, ending, stopping }: { id: string; ending: Ending; stopping: AbortSignal | undefined },
): Promise<AuditRun> {
  try {
    return await onceDatabaseIsBack(() => store(ctx, id, ending), stopping);
  } catch (error) {
    if (stopping?.aborted) throw error;
    ctx.log.error("audit.not_stored", { audit: id, error });
    const reason = `The result could not be stored: ${messageOf(error)}`.slice(0, 500);
    const failed: Ending = { status: "failed", reason, counts: {}, findings: [] };
    return await onceDatabaseIsBack(() => store(ctx, id, failed), stopping);
  }
}

async function store(ctx: InstanceContext, id: string, { findings, ...ending }: Ending): Promise<AuditRun> {
  return ctx.db.prisma.$transaction(async (tx) => {
    const row = await tx.audit.update({ where: { id }, data: { ...ending, finishedAt: ctx.clock.now() } });
    await tx.auditFinding.createMany({ data: findings.map((finding) => ({ ...finding, auditId: id })) });
    return toAuditRun(row);
  });
}
