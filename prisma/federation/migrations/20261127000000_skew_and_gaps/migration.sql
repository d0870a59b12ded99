-- Each hub has a clock of its own: two of one project, one of them wrong, must not contradict each other.
ALTER TABLE "ProjectHub" ADD COLUMN "clockSkewSeconds" DOUBLE PRECISION;

-- How old a gap is, whether its publisher still speaks or not.
ALTER TABLE "EventCursor" ADD COLUMN "gapSince" TIMESTAMPTZ(3);

-- Proofs that are worth nothing any more and audits of long ago are deleted by their age.
CREATE INDEX "IntegrationEvidence_lastSeenAt_idx" ON "IntegrationEvidence" ("lastSeenAt");
CREATE INDEX "ProjectAudit_finishedAt_idx" ON "ProjectAudit" ("finishedAt");
