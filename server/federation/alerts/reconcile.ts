import type { Finding } from "./rules.ts";

/** An alert that is stored: live, or resolved a short while ago. */
export type KnownAlert = { id: string; fingerprint: string; projectId: number | null; resolvedAt: Date | null };

/** What must be done so that the stored alerts say what was found. */
export type AlertPlan = { raise: Finding[]; reopen: { id: string; finding: Finding }[]; resolve: string[] };

/** An alert whose cause comes back within this time is the same alert. */
export const reopenWithinMs = 30 * 60_000;

/**
 * Compares what is wrong with what is known. One live alert a fingerprint; a cause that is gone resolves its alert; one
 * that returns within 30 min reopens it. `muted` projects are left as they are, both ways.
 */
export function reconcile(options: {
  findings: readonly Finding[];
  known: readonly KnownAlert[];
  muted: ReadonlySet<number>;
  now: Date;
}): AlertPlan {
  const { findings, known, muted, now } = options;
  const isMuted = (projectId: number | null) => projectId !== null && muted.has(projectId);
  const live = new Map<string, KnownAlert>();
  const recent = new Map<string, KnownAlert>();
  for (const alert of known) {
    if (alert.resolvedAt === null) live.set(alert.fingerprint, alert);
    else if (now.getTime() - alert.resolvedAt.getTime() <= reopenWithinMs) {
      const other = recent.get(alert.fingerprint)?.resolvedAt;
      if (other === undefined || other === null || other < alert.resolvedAt) recent.set(alert.fingerprint, alert);
    }
  }
  const plan: AlertPlan = { raise: [], reopen: [], resolve: [] };
  const found = new Set<string>();
  for (const finding of findings) {
    if (found.has(finding.fingerprint)) continue;
    found.add(finding.fingerprint);
    if (live.has(finding.fingerprint) || isMuted(finding.projectId)) continue;
    const before = recent.get(finding.fingerprint);
    if (before === undefined) plan.raise.push(finding);
    else plan.reopen.push({ id: before.id, finding });
  }
  for (const alert of live.values()) {
    if (!found.has(alert.fingerprint) && !isMuted(alert.projectId)) plan.resolve.push(alert.id);
  }
  return plan;
}
