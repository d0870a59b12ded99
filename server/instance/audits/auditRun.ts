import { type AuditKind, type AuditStatus, instanceAudit } from "../../../contracts/instance.ts";
import type { Audit } from "../../../prisma/instance/generated/client.ts";

/** One stored run of an audit, without its findings. A count that could not be found out is null. */
export type AuditRun = {
  id: string;
  kind: AuditKind;
  status: AuditStatus;
  actionId: string | null;
  reason: string | null;
  counts: Record<string, number | null>;
  startedAt: Date;
  finishedAt: Date | null;
};

const stored = instanceAudit.pick({ kind: true, status: true, counts: true });

/** A row as a run. Throws when the row holds what this version never writes. */
export function toAuditRun(row: Omit<Audit, "toldAt">): AuditRun {
  const { id, actionId, reason, startedAt, finishedAt } = row;
  return { id, actionId, reason, startedAt, finishedAt, ...stored.parse(row) };
}
