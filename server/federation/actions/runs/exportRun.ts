import type { ExportedRun } from "../../../../contracts/actions.ts";
import { toAuditLogRow } from "../../auditLog/list.ts";
import type { FederationContext } from "../../context.ts";
import { getRun } from "./getRun.ts";

/** A run with every target and everything the audit log says of it, to be kept elsewhere. Throws `not_found`. */
export async function exportRun(
  ctx: Pick<FederationContext, "db">,
  { runId }: { runId: string },
): Promise<ExportedRun> {
  const [run, entries] = await Promise.all([
    getRun(ctx, { runId }),
    ctx.db.prisma.auditLog.findMany({ where: { subject: runId }, orderBy: { id: "asc" } }),
  ]);
  return { run, auditLog: entries.map(toAuditLogRow) };
}
