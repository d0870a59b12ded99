-- AlterTable
ALTER TABLE "ApiKey" ADD COLUMN "createdBy" TEXT,
ADD COLUMN "lastUsedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Session" ADD COLUMN "keyId" UUID;

-- AlterTable
ALTER TABLE "LoginLink" ADD COLUMN "keyId" UUID;

-- Until now nobody noted which key a session or a link was made from, so none of them could be ended with it.
DELETE FROM "Session";
DELETE FROM "LoginLink";

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_keyId_fkey" FOREIGN KEY ("keyId") REFERENCES "ApiKey"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LoginLink" ADD CONSTRAINT "LoginLink_keyId_fkey" FOREIGN KEY ("keyId") REFERENCES "ApiKey"("id") ON DELETE CASCADE ON UPDATE CASCADE;
