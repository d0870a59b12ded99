-- What a hub says of signed requests that it did not believe. Null from hubs that do not say.
ALTER TABLE "ProjectHub" ADD COLUMN "refusedLastHour" INTEGER;
ALTER TABLE "ProjectHub" ADD COLUMN "refusedLastDay" INTEGER;
ALTER TABLE "ProjectHub" ADD COLUMN "refusedReason" TEXT;

-- From where somebody did it. Null where the Meta Hub acted by itself. In the hash of every entry that has it.
ALTER TABLE "AuditLog" ADD COLUMN "address" TEXT;
