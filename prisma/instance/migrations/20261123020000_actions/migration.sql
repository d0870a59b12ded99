-- CreateTable
CREATE TABLE "ActionNonce" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ActionNonce_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActionReceipt" (
    "id" UUID NOT NULL,
    "actionId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "auditId" UUID,
    "reason" TEXT,
    "result" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "toldAt" TIMESTAMPTZ(3),

    CONSTRAINT "ActionReceipt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ActionNonce_at_idx" ON "ActionNonce"("at");

-- CreateIndex
CREATE UNIQUE INDEX "ActionReceipt_actionId_state_key" ON "ActionReceipt"("actionId", "state");

-- AddForeignKey
ALTER TABLE "ActionReceipt" ADD CONSTRAINT "ActionReceipt_actionId_fkey" FOREIGN KEY ("actionId") REFERENCES "ActionNonce"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What must still be told. The rest is in no index.
CREATE INDEX "ActionReceipt_untold_idx" ON "ActionReceipt"("id") WHERE "toldAt" IS NULL;
