-- AlterTable
ALTER TABLE "ProjectCatalog" ADD COLUMN "admittedAt" TIMESTAMPTZ(3),
ADD COLUMN "judgedStatus" TEXT,
ADD COLUMN "statusChanges" TIMESTAMPTZ(3)[],
ADD COLUMN "steadyBeats" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "lastBeatAt" TIMESTAMPTZ(3),
ADD COLUMN "flappingSince" TIMESTAMPTZ(3),
ADD COLUMN "clockSkewSeconds" DOUBLE PRECISION;

-- AlterTable
ALTER TABLE "EventCursor" ADD COLUMN "firstSeenAt" TIMESTAMPTZ(3),
ADD COLUMN "forgotten" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "askedMissing" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "askedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "FederationState" (
    "id" INTEGER NOT NULL,
    "blindSince" TIMESTAMPTZ(3),
    "blindReason" TEXT,
    "blindCause" TEXT,
    "heardAgainAt" TIMESTAMPTZ(3),
    "declarationsAt" TIMESTAMPTZ(3),
    "declarationsProblem" TEXT,
    "legacyUnknown" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "FederationState_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StatusHistory" (
    "projectId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "flapping" BOOLEAN NOT NULL,
    "held" BOOLEAN NOT NULL,
    "origin" TEXT NOT NULL,

    CONSTRAINT "StatusHistory_pkey" PRIMARY KEY ("projectId","at")
);

-- CreateTable
CREATE TABLE "EdgeHistory" (
    "edgeId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "strength" DOUBLE PRECISION NOT NULL,
    "standing" TEXT NOT NULL,

    CONSTRAINT "EdgeHistory_pkey" PRIMARY KEY ("edgeId","at")
);

-- AddForeignKey
ALTER TABLE "StatusHistory" ADD CONSTRAINT "StatusHistory_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "ProjectCatalog"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EdgeHistory" ADD CONSTRAINT "EdgeHistory_edgeId_fkey" FOREIGN KEY ("edgeId") REFERENCES "IntegrationEdge"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One row, always there: readers and writers need not ask whether it is.
ALTER TABLE "FederationState" ADD CONSTRAINT "FederationState_single_check" CHECK ("id" = 1);
ALTER TABLE "FederationState" ADD CONSTRAINT "FederationState_blind_check" CHECK (("blindSince" IS NULL) = ("blindCause" IS NULL));
ALTER TABLE "FederationState" ADD CONSTRAINT "FederationState_cause_check" CHECK ("blindCause" IN ('mesh', 'silence'));
INSERT INTO "FederationState" ("id") VALUES (1);

ALTER TABLE "EdgeHistory" ADD CONSTRAINT "EdgeHistory_strength_check" CHECK ("strength" BETWEEN 0 AND 1);

-- What is known begins with what was there before there was a history.
INSERT INTO "StatusHistory" ("projectId", "at", "status", "reason", "flapping", "held", "origin")
SELECT "id", GREATEST("createdAt", "statusSince"), "status", "statusReason", "flapping", "held", "origin" FROM "ProjectCatalog";
