import { z } from "zod";
import type { Audit } from "../../../prisma/instance/generated/client.ts";
import type { AuditKind, AuditStatus } from "./finding.ts";

/** Where a stored run stands: how it ended, or that it has not, or that it could not. */
export type AuditRunStatus = AuditStatus | "queued" | "running" | "failed" | "cancelled";

/** One stored run of an audit, without its findings. A count that could not be found out is null. */
export type AuditRun = {
  id: string;
  kind: AuditKind;
  status: AuditRunStatus;
  actionId: string | null;
  reason: string | null;
  counts: Record<string, number | null>;
  startedAt: Date;
  finishedAt: Date | null;
};

const stored = z.object({
  kind: z.enum(["security", "codeReview", "license"]),
  status: z.enum(["ok", "warn", "fail", "inconclusive", "queued", "running", "failed", "cancelled"]),
  counts: z.record(z.string(), z.number().nullable()),
});

/** A row as a run. Throws when the row holds what this version never writes. */
export function toAuditRun(row: Omit<Audit, "toldAt">): AuditRun {
  const { id, actionId, reason, startedAt, finishedAt } = row;
  return { id, actionId, reason, startedAt, finishedAt, ...stored.parse(row) };
}
