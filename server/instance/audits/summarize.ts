import type { EventWire } from "../../../contracts/events.ts";
import type { AuditKind, AuditStatus } from "../../../contracts/instance.ts";
import type { InstanceContext } from "../context.ts";
import { type AuditRun, toAuditRun } from "./auditRun.ts";

/** The run of each kind that ended last; a cancelled run says nothing, so the one before it counts. */
async function latestRuns(ctx: InstanceContext): Promise<Map<AuditKind, AuditRun>> {
  const rows = await ctx.db.prisma.audit.findMany({
    where: { finishedAt: { not: null }, status: { not: "cancelled" } },
    distinct: ["kind"],
    orderBy: [{ kind: "asc" }, { startedAt: "desc" }, { id: "desc" }],
  });
  return new Map(rows.map(toAuditRun).map((run) => [run.kind, run]));
}

/** What a run counts as in the summary; one that has not ended counts as nothing. */
const countsAs: Record<AuditStatus, "ok" | "warn" | "fail" | null> = {
  ok: "ok",
  warn: "warn",
  fail: "fail",
  inconclusive: "warn",
  failed: "warn",
  queued: null,
  running: null,
  cancelled: null,
};

/**
 * How the latest run of each kind of audit ended, counted by status. What is inconclusive, and what failed to run at
 * all, counts as a warning: nothing is known to be wrong, and nothing known to be fine. While none has ended, `lastRun`
 * is null.
 */
export async function auditSummary(ctx: InstanceContext): Promise<EventWire<"audit.summary.status">> {
  const runs = [...(await latestRuns(ctx)).values()];
  const counted = { ok: 0, warn: 0, fail: 0 };
  for (const { status } of runs) {
    const as = countsAs[status];
    if (as !== null) counted[as] += 1;
  }
  const ends = runs.flatMap(({ finishedAt }) => (finishedAt === null ? [] : [finishedAt.getTime()]));
  return {
    projectSlug: ctx.project.slug,
    ...counted,
    lastRun: ends.length === 0 ? null : new Date(Math.max(...ends)).toISOString(),
  };
}

/**
 * Known vulnerabilities, from the latest security audit. Null where they could not be found out; where some could and
 * some could not, the number is what is known, so at least as many.
 */
export async function securitySummary(ctx: InstanceContext): Promise<EventWire<"security.summary.status">> {
  const run = (await latestRuns(ctx)).get("security");
  return {
    projectSlug: ctx.project.slug,
    vulnsCritical: run?.counts.vulnsCritical ?? null,
    vulnsHigh: run?.counts.vulnsHigh ?? null,
    lastScan: run?.finishedAt?.toISOString() ?? null,
  };
}
