-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "commandcenter_fed";

-- CreateTable
CREATE TABLE "ProjectCatalog" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'offline',
    "hubUrl" TEXT NOT NULL,
    "meshNs" TEXT NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3),
    "statusReason" TEXT NOT NULL DEFAULT 'never seen',
    "statusSince" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "origin" TEXT NOT NULL,
    "flapping" BOOLEAN NOT NULL DEFAULT false,
    "held" BOOLEAN NOT NULL DEFAULT false,
    "domain" TEXT,
    "teams" TEXT[],
    "tags" TEXT[],
    "allowFanout" TEXT[],
    "legacyHeartbeat" BOOLEAN NOT NULL DEFAULT false,
    "livenessJson" JSONB,
    "version" TEXT,
    "x" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "y" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "placed" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProjectCatalog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProjectSummary" (
    "projectId" INTEGER NOT NULL,
    "graphAt" TIMESTAMPTZ(3),
    "files" BIGINT,
    "symbols" BIGINT,
    "tasks" BIGINT,
    "audits" BIGINT,
    "auditAt" TIMESTAMPTZ(3),
    "auditsOk" BIGINT,
    "auditsWarn" BIGINT,
    "auditsFail" BIGINT,
    "securityAt" TIMESTAMPTZ(3),
    "vulnsCritical" BIGINT,
    "vulnsHigh" BIGINT,
    "deployAt" TIMESTAMPTZ(3),
    "lastDeployedAt" TIMESTAMPTZ(3),
    "deployVersions" JSONB,

    CONSTRAINT "ProjectSummary_pkey" PRIMARY KEY ("projectId")
);

-- CreateTable
CREATE TABLE "ProjectHub" (
    "projectId" INTEGER NOT NULL,
    "hubId" TEXT NOT NULL,
    "hubUrl" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "tools" TEXT[],
    "capabilities" TEXT[],
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "healthStatus" TEXT,
    "latencyMs" DOUBLE PRECISION,
    "degradedReasons" TEXT[],
    "healthAt" TIMESTAMPTZ(3),

    CONSTRAINT "ProjectHub_pkey" PRIMARY KEY ("projectId","hubId")
);

-- CreateTable
CREATE TABLE "ProjectMetric" (
    "id" BIGSERIAL NOT NULL,
    "projectId" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "valueNumber" DOUBLE PRECISION,
    "valueText" TEXT,
    "observedAt" TIMESTAMPTZ(3) NOT NULL,
    "windowStart" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProjectMetric_pkey" PRIMARY KEY ("projectId","key","windowStart")
) PARTITION BY RANGE ("windowStart");

-- CreateTable
CREATE TABLE "IntegrationEdge" (
    "id" SERIAL NOT NULL,
    "fromProjectId" INTEGER NOT NULL,
    "toProjectId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "strength" DOUBLE PRECISION NOT NULL,
    "detailsJson" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IntegrationEdge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IntegrationEvidence" (
    "edgeId" INTEGER NOT NULL,
    "reporter" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "proofKey" TEXT NOT NULL,
    "weight" DOUBLE PRECISION NOT NULL,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "count" BIGINT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "IntegrationEvidence_pkey" PRIMARY KEY ("edgeId","reporter","source","proofKey")
);

-- CreateTable
CREATE TABLE "SurfaceEndpoint" (
    "id" SERIAL NOT NULL,
    "projectId" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "authKind" TEXT NOT NULL,
    "lastVerifiedAt" TIMESTAMPTZ(3),
    "reachable" BOOLEAN,
    "latencyMs" DOUBLE PRECISION,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "lastError" TEXT,

    CONSTRAINT "SurfaceEndpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EcosystemAlert" (
    "id" UUID NOT NULL,
    "projectId" INTEGER,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "status" TEXT NOT NULL DEFAULT 'open',
    "rule" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "EcosystemAlert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProjectAudit" (
    "projectId" INTEGER NOT NULL,
    "auditId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "actionId" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProjectAudit_pkey" PRIMARY KEY ("projectId","auditId")
);

-- CreateTable
CREATE TABLE "EventCursor" (
    "projectId" INTEGER NOT NULL,
    "epoch" TEXT NOT NULL,
    "seen" int8multirange NOT NULL,
    "lastSeq" BIGINT NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "EventCursor_pkey" PRIMARY KEY ("projectId","epoch")
);

-- CreateTable
CREATE TABLE "QuarantinedEvent" (
    "id" BIGSERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "payload" BYTEA NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "messageKey" TEXT,

    CONSTRAINT "QuarantinedEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "digest" BYTEA NOT NULL,
    "subject" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "LoginLink" (
    "digest" BYTEA NOT NULL,
    "subject" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LoginLink_pkey" PRIMARY KEY ("digest")
);

-- CreateIndex
CREATE UNIQUE INDEX "ProjectCatalog_slug_key" ON "ProjectCatalog"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "ProjectCatalog_meshNs_key" ON "ProjectCatalog"("meshNs");

-- CreateIndex
CREATE UNIQUE INDEX "IntegrationEdge_fromProjectId_toProjectId_kind_key" ON "IntegrationEdge"("fromProjectId", "toProjectId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "SurfaceEndpoint_projectId_type_key" ON "SurfaceEndpoint"("projectId", "type");

-- CreateIndex
CREATE INDEX "EcosystemAlert_status_createdAt_idx" ON "EcosystemAlert"("status", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "QuarantinedEvent_messageKey_key" ON "QuarantinedEvent"("messageKey");

-- CreateIndex
CREATE INDEX "QuarantinedEvent_receivedAt_idx" ON "QuarantinedEvent"("receivedAt");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_digest_key" ON "ApiKey"("digest");

-- AddForeignKey
ALTER TABLE "ProjectSummary" ADD CONSTRAINT "ProjectSummary_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "ProjectCatalog"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProjectHub" ADD CONSTRAINT "ProjectHub_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "ProjectCatalog"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntegrationEdge" ADD CONSTRAINT "IntegrationEdge_fromProjectId_fkey" FOREIGN KEY ("fromProjectId") REFERENCES "ProjectCatalog"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntegrationEdge" ADD CONSTRAINT "IntegrationEdge_toProjectId_fkey" FOREIGN KEY ("toProjectId") REFERENCES "ProjectCatalog"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntegrationEvidence" ADD CONSTRAINT "IntegrationEvidence_edgeId_fkey" FOREIGN KEY ("edgeId") REFERENCES "IntegrationEdge"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurfaceEndpoint" ADD CONSTRAINT "SurfaceEndpoint_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "ProjectCatalog"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EcosystemAlert" ADD CONSTRAINT "EcosystemAlert_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "ProjectCatalog"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProjectAudit" ADD CONSTRAINT "ProjectAudit_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "ProjectCatalog"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EventCursor" ADD CONSTRAINT "EventCursor_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "ProjectCatalog"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One live alert a fingerprint. (No semicolon may stand in a comment here: the adapter cuts scripts at every one.)
CREATE UNIQUE INDEX "EcosystemAlert_live_fingerprint_key" ON "EcosystemAlert"("fingerprint") WHERE "status" <> 'resolved';

-- Values outside these sets would be shown to people as nonsense. The database is the last to refuse them.
ALTER TABLE "ProjectCatalog" ADD CONSTRAINT "ProjectCatalog_status_check" CHECK ("status" IN ('online', 'degraded', 'offline'));
ALTER TABLE "ProjectCatalog" ADD CONSTRAINT "ProjectCatalog_origin_check" CHECK ("origin" IN ('declared', 'discovered', 'archived'));
ALTER TABLE "IntegrationEdge" ADD CONSTRAINT "IntegrationEdge_strength_check" CHECK ("strength" BETWEEN 0 AND 1);
ALTER TABLE "IntegrationEdge" ADD CONSTRAINT "IntegrationEdge_ends_check" CHECK ("fromProjectId" <> "toProjectId");
ALTER TABLE "IntegrationEvidence" ADD CONSTRAINT "IntegrationEvidence_weight_check" CHECK ("weight" BETWEEN 0 AND 1);
