-- When the newest signature of an action was made. One that is not newer is a replay.
ALTER TABLE "ActionNonce" ADD COLUMN "signedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT 'epoch';
ALTER TABLE "ActionNonce" ALTER COLUMN "signedAt" DROP DEFAULT;

-- CreateTable
CREATE TABLE "RefusedRequest" (
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "RefusedRequest_pkey" PRIMARY KEY ("minute","reason")
);
