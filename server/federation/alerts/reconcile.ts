import type { AlertStatus } from "../../../contracts/alerts.ts";
import type { Finding } from "./rule.ts";

/** An alert whose life is not over: live, or resolved while its cause stands or only a short while ago. */
export type KnownAlert = {
  id: string;
  fingerprint: string;
  projectId: number | null;
  rule: string;
  severity: string;
  title: string;
  description: string;
  status: AlertStatus;
  /** Since when the cause is gone; null while it stands, although somebody may have resolved the alert. */
  clearedAt: Date | null;
  silenced: boolean;
  told: boolean;
};

/** Finds again what was known. */
type Again = { known: KnownAlert; finding: Finding };

/** What must be done so that the stored alerts say what was found. */
export type AlertPlan = {
  /** Causes that are new. */
  raise: Finding[];
  /** Causes that came back in time to be the same alert. */
  reopen: Again[];
  /** Live alerts whose words or severity are no longer true. */
  refresh: Again[];
  /** Live alerts whose cause is gone. */
  resolve: KnownAlert[];
  /** Alerts that somebody had resolved, and whose cause is gone now too. */
  clear: KnownAlert[];
};

/** An alert whose cause comes back within this time is the same alert. */
export const reopenWithinMs = 30 * 60_000;

const isLive = ({ status }: KnownAlert): boolean => status !== "resolved";

const differs = ({ known, finding }: Again): boolean =>
  known.severity !== finding.severity || known.title !== finding.title || known.description !== finding.description;

/** The one alert that speaks for each fingerprint: the live one, else one whose cause stands, else the last cleared. */
function currentOf(alerts: readonly KnownAlert[]): Map<string, KnownAlert> {
  const rank = (alert: KnownAlert) =>
    isLive(alert) ? Number.POSITIVE_INFINITY : (alert.clearedAt?.getTime() ?? Number.MAX_VALUE);
  const current = new Map<string, KnownAlert>();
  for (const alert of alerts) {
    const other = current.get(alert.fingerprint);
    if (other === undefined || rank(alert) > rank(other)) current.set(alert.fingerprint, alert);
  }
  return current;
}

/**
 * Compares what is wrong with what is known. One live alert a fingerprint. A cause that is gone resolves its alert; one
 * that returns within 30 min reopens it. An alert that somebody resolved stays so for as long as its cause stands
 * without a break. What `isMuted` names is left as it is, both ways.
 */
export function reconcile(options: {
  findings: readonly Finding[];
  known: readonly KnownAlert[];
  isMuted: (about: { projectId: number | null }) => boolean;
  now: Date;
}): AlertPlan {
  const { findings, known, isMuted, now } = options;
  const current = currentOf(known);
  const plan: AlertPlan = { raise: [], reopen: [], refresh: [], resolve: [], clear: [] };
  const found = new Set<string>();
  for (const finding of findings) {
    if (found.has(finding.fingerprint)) continue;
    found.add(finding.fingerprint);
    if (isMuted(finding)) continue;
    const before = current.get(finding.fingerprint);
    if (before === undefined) plan.raise.push(finding);
    else if (before.clearedAt !== null) {
      const recent = now.getTime() - before.clearedAt.getTime() <= reopenWithinMs;
      if (recent) plan.reopen.push({ known: before, finding });
      else plan.raise.push(finding);
    } else if (isLive(before) && differs({ known: before, finding })) plan.refresh.push({ known: before, finding });
  }
  for (const alert of current.values()) {
    if (alert.clearedAt !== null || found.has(alert.fingerprint) || isMuted(alert)) continue;
    plan[isLive(alert) ? "resolve" : "clear"].push(alert);
  }
  return plan;
}
