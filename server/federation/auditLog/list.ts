import { type AuditLogQuery, type AuditLogRow, auditLogQuery, auditLogRow } from "../../../contracts/actions.ts";
import type { FederationContext } from "../context.ts";
import type { AuditEntry } from "./hash.ts";

type Stored = AuditEntry & { prevHash: Uint8Array; hash: Uint8Array };

/** An entry as it is shown and exported. */
export function toAuditLogRow(entry: Stored): AuditLogRow {
  return auditLogRow.parse({
    ...entry,
    id: Number(entry.id),
    at: entry.at.toISOString(),
    details: JSON.parse(entry.details),
    prevHash: Buffer.from(entry.prevHash).toString("hex"),
    hash: Buffer.from(entry.hash).toString("hex"),
  });
}

/** Entries of the audit log, newest first, of one subject or of all. */
export async function listAuditLog(
  { db }: Pick<FederationContext, "db">,
  query: AuditLogQuery,
): Promise<AuditLogRow[]> {
  const { subject, before, limit } = auditLogQuery.parse(query);
  const entries = await db.prisma.auditLog.findMany({
    where: { ...(subject === undefined ? {} : { subject }), ...(before === undefined ? {} : { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: limit,
  });
  return entries.map(toAuditLogRow);
}
