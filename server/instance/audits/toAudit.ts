import type { InstanceAudit } from "../../../contracts/instance.ts";
import type { Audit } from "../../../prisma/instance/generated/client.ts";
import { toAuditRun } from "./auditRun.ts";

/** A stored run as the API answers it. */
export function toAudit(row: Audit & { _count: { findings: number } }): InstanceAudit {
  const run = toAuditRun(row);
  return {
    ...run,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    findings: row._count.findings,
  };
}
