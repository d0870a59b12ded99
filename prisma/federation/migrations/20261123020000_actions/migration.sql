-- CreateTable
CREATE TABLE "ActionRun" (
    "id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "reason" TEXT,
    "planHash" TEXT NOT NULL,
    "idempotencyKey" TEXT NOT NULL,
    "startedBy" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "canary" INTEGER,
    "maxFailures" INTEGER,
    "retryOf" UUID,
    "cancelledBy" TEXT,

    CONSTRAINT "ActionRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActionTarget" (
    "id" TEXT NOT NULL,
    "runId" UUID NOT NULL,
    "projectId" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "canary" BOOLEAN NOT NULL DEFAULT false,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lastAttemptAt" TIMESTAMPTZ(3),
    "nextAttemptAt" TIMESTAMPTZ(3),
    "auditId" TEXT,
    "reason" TEXT,
    "result" JSONB,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ActionTarget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditLog" (
    "id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "verb" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "details" TEXT NOT NULL,
    "prevHash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditLog_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ActionRun_idempotencyKey_key" ON "ActionRun"("idempotencyKey");

-- CreateIndex
CREATE INDEX "ActionRun_startedAt_idx" ON "ActionRun"("startedAt");

-- CreateIndex
CREATE UNIQUE INDEX "ActionTarget_runId_projectId_key" ON "ActionTarget"("runId", "projectId");

-- CreateIndex
CREATE INDEX "AuditLog_subject_idx" ON "AuditLog"("subject");

-- AddForeignKey
ALTER TABLE "ActionRun" ADD CONSTRAINT "ActionRun_retryOf_fkey" FOREIGN KEY ("retryOf") REFERENCES "ActionRun"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionTarget" ADD CONSTRAINT "ActionTarget_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ActionRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionTarget" ADD CONSTRAINT "ActionTarget_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "ProjectCatalog"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the dispatcher and the runs under way ask for many times a second. Finished ones are in neither index.
CREATE INDEX "ActionTarget_due_idx" ON "ActionTarget"("nextAttemptAt") WHERE "state" IN ('planned', 'sent');
CREATE INDEX "ActionRun_running_idx" ON "ActionRun"("startedAt") WHERE "state" = 'running';

ALTER TABLE "ActionRun" ADD CONSTRAINT "ActionRun_state_check" CHECK ("state" IN ('running', 'completed', 'failed', 'cancelled'));
ALTER TABLE "ActionTarget" ADD CONSTRAINT "ActionTarget_state_check" CHECK ("state" IN ('planned', 'sent', 'accepted', 'started', 'completed', 'refused', 'failed', 'expired', 'cancelled'));
ALTER TABLE "AuditLog" ADD CONSTRAINT "AuditLog_hash_check" CHECK (length("prevHash") = 32 AND length("hash") = 32);

-- Append-only. A trigger function without RETURN always fails, which is what this one is for. It has no statement, since
-- the adapter cuts scripts at every semicolon, so its name is the message.
CREATE FUNCTION "audit_log_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE TRIGGER "AuditLog_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditLog" FOR EACH STATEMENT EXECUTE FUNCTION "audit_log_is_append_only"();
