-- AlterTable
ALTER TABLE "EcosystemAlert" ADD COLUMN "clearedAt" TIMESTAMPTZ(3),
ADD COLUMN "silenced" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "told" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "acknowledgedBy" TEXT,
ADD COLUMN "resolvedBy" TEXT;

-- Until now an alert was resolved only by the end of its cause.
UPDATE "EcosystemAlert" SET "clearedAt" = "resolvedAt" WHERE "status" = 'resolved';

-- CreateTable
CREATE TABLE "AlertSilence" (
    "id" UUID NOT NULL,
    "projectId" INTEGER,
    "rule" TEXT,
    "severity" TEXT,
    "author" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedBy" TEXT,

    CONSTRAINT "AlertSilence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlertNotification" (
    "id" BIGSERIAL NOT NULL,
    "webhook" TEXT NOT NULL,
    "alertId" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AlertNotification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NotificationDelivery" (
    "id" UUID NOT NULL,
    "webhook" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "lastError" TEXT,

    CONSTRAINT "NotificationDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "EcosystemAlert_clearedAt_idx" ON "EcosystemAlert"("clearedAt");

-- CreateIndex
CREATE INDEX "AlertSilence_endsAt_idx" ON "AlertSilence"("endsAt");

-- CreateIndex
CREATE INDEX "AlertNotification_webhook_at_idx" ON "AlertNotification"("webhook", "at");

-- CreateIndex
CREATE INDEX "NotificationDelivery_finishedAt_idx" ON "NotificationDelivery"("finishedAt");

-- AddForeignKey
ALTER TABLE "AlertSilence" ADD CONSTRAINT "AlertSilence_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "ProjectCatalog"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What the notifier asks for every second. Finished ones are not in it.
CREATE INDEX "NotificationDelivery_pending_idx" ON "NotificationDelivery"("webhook", "id") WHERE "state" = 'pending';

-- The life of an alert, as the database understands it: a live one has a cause that stands, and a resolved one a moment.
ALTER TABLE "EcosystemAlert" ADD CONSTRAINT "EcosystemAlert_status_check" CHECK ("status" IN ('open', 'acknowledged', 'resolved'));
ALTER TABLE "EcosystemAlert" ADD CONSTRAINT "EcosystemAlert_severity_check" CHECK ("severity" IN ('info', 'warning', 'critical'));
ALTER TABLE "EcosystemAlert" ADD CONSTRAINT "EcosystemAlert_resolved_check" CHECK (("status" = 'resolved') = ("resolvedAt" IS NOT NULL));
ALTER TABLE "EcosystemAlert" ADD CONSTRAINT "EcosystemAlert_cleared_check" CHECK ("clearedAt" IS NULL OR "status" = 'resolved');
ALTER TABLE "EcosystemAlert" ADD CONSTRAINT "EcosystemAlert_acknowledged_check" CHECK ("status" <> 'acknowledged' OR "acknowledgedBy" IS NOT NULL);
ALTER TABLE "AlertSilence" ADD CONSTRAINT "AlertSilence_matchers_check" CHECK (num_nonnulls("projectId", "rule", "severity") > 0);
ALTER TABLE "AlertSilence" ADD CONSTRAINT "AlertSilence_span_check" CHECK ("endsAt" > "createdAt" AND "endsAt" <= "createdAt" + interval '30 days');
ALTER TABLE "AlertNotification" ADD CONSTRAINT "AlertNotification_event_check" CHECK ("event" IN ('opened', 'resolved'));
ALTER TABLE "NotificationDelivery" ADD CONSTRAINT "NotificationDelivery_state_check" CHECK ("state" IN ('pending', 'delivered', 'failed'));
