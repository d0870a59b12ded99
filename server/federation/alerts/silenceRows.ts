import { alertRule, alertSeverity, type SilenceRow } from "../../../contracts/alerts.ts";

type StoredSilence = {
  id: string;
  rule: string | null;
  severity: string | null;
  author: string;
  reason: string;
  createdAt: Date;
  endsAt: Date;
  endedAt: Date | null;
  endedBy: string | null;
  project: { slug: string } | null;
};

/** A stored silence as everything outside sees it at `now`. */
export function toSilenceRow(stored: StoredSilence, now: Date): SilenceRow {
  return {
    id: stored.id,
    project: stored.project?.slug ?? null,
    rule: alertRule.nullable().parse(stored.rule),
    severity: alertSeverity.nullable().parse(stored.severity),
    author: stored.author,
    reason: stored.reason,
    createdAt: stored.createdAt.toISOString(),
    endsAt: stored.endsAt.toISOString(),
    endedAt: stored.endedAt?.toISOString() ?? null,
    endedBy: stored.endedBy,
    active: stored.endedAt === null && stored.endsAt > now,
  };
}
