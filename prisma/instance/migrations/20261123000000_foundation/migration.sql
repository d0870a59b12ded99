-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "SourceFile" (
    "path" TEXT NOT NULL,
    "language" TEXT,
    "size" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "lines" INTEGER NOT NULL,
    "skipped" TEXT,

    CONSTRAINT "SourceFile_pkey" PRIMARY KEY ("path")
);

-- CreateTable
CREATE TABLE "CodeSymbol" (
    "id" BIGSERIAL NOT NULL,
    "path" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "endLine" INTEGER NOT NULL,

    CONSTRAINT "CodeSymbol_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CodeTask" (
    "id" BIGSERIAL NOT NULL,
    "path" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "line" INTEGER NOT NULL,

    CONSTRAINT "CodeTask_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FileImport" (
    "fromPath" TEXT NOT NULL,
    "toPath" TEXT NOT NULL,

    CONSTRAINT "FileImport_pkey" PRIMARY KEY ("fromPath","toPath")
);

-- CreateTable
CREATE TABLE "Scan" (
    "id" BIGSERIAL NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "files" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "skipped" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "Scan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Audit" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "actionId" TEXT,
    "reason" TEXT,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "toldAt" TIMESTAMPTZ(3),

    CONSTRAINT "Audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditFinding" (
    "id" BIGSERIAL NOT NULL,
    "auditId" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "path" TEXT,
    "line" INTEGER,
    "excerpt" TEXT,

    CONSTRAINT "AuditFinding_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CodeSymbol_path_idx" ON "CodeSymbol"("path");

-- CreateIndex
CREATE INDEX "CodeTask_path_idx" ON "CodeTask"("path");

-- CreateIndex
CREATE UNIQUE INDEX "Audit_actionId_key" ON "Audit"("actionId");

-- CreateIndex
CREATE INDEX "Audit_kind_startedAt_idx" ON "Audit"("kind", "startedAt");

-- CreateIndex
CREATE INDEX "AuditFinding_auditId_idx" ON "AuditFinding"("auditId");

-- AddForeignKey
ALTER TABLE "CodeSymbol" ADD CONSTRAINT "CodeSymbol_path_fkey" FOREIGN KEY ("path") REFERENCES "SourceFile"("path") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CodeTask" ADD CONSTRAINT "CodeTask_path_fkey" FOREIGN KEY ("path") REFERENCES "SourceFile"("path") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FileImport" ADD CONSTRAINT "FileImport_fromPath_fkey" FOREIGN KEY ("fromPath") REFERENCES "SourceFile"("path") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditFinding" ADD CONSTRAINT "AuditFinding_auditId_fkey" FOREIGN KEY ("auditId") REFERENCES "Audit"("id") ON DELETE CASCADE ON UPDATE CASCADE;
