import { z } from "zod";
import { type InstanceAuditCard, type InstanceAuditQuery, instanceFinding } from "../../../contracts/instance.ts";
import { AppError } from "../../platform/errors.ts";
import type { InstanceContext } from "../context.ts";
import { toAudit } from "./toAudit.ts";

/**
 * One run of an audit with its findings, the gravest first, a page at a time.
 *
 * @throws AppError `not_found` when there is no such run.
 */
export async function getAudit(
  ctx: InstanceContext,
  { id, severity, offset, limit }: InstanceAuditQuery & { id: string },
): Promise<InstanceAuditCard> {
  const found = z.uuid().safeParse(id).success
    ? await ctx.db.prisma.audit.findUnique({ where: { id }, include: { _count: { select: { findings: true } } } })
    : null;
  if (found === null) throw new AppError("not_found", "There is no such audit.");
  const where = `"auditId" = $1::uuid and ($2::text is null or severity = $2)`;
  const [{ rows: counted }, { rows }] = await Promise.all([
    ctx.db.pool.query<{ n: number }>(`select count(*)::int as n from "AuditFinding" where ${where}`, [id, severity]),
    ctx.db.pool.query(
      `select rule, severity, message, path, line, excerpt from "AuditFinding" where ${where}
       order by array_position(array['critical', 'high', 'warn', 'info'], severity), path, line, id
       limit $3 offset $4`,
      [id, severity, limit, offset],
    ),
  ]);
  const total = counted[0]?.n ?? 0;
  const end = offset + rows.length;
  return {
    audit: toAudit(found),
    findings: rows.map((row) => instanceFinding.parse(row)),
    total,
    next: end < total ? end : null,
  };
}
