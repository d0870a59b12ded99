-- A file of 2 GiB or more does not fit an integer.
ALTER TABLE "SourceFile" ALTER COLUMN "size" SET DATA TYPE BIGINT;

-- AlterTable
ALTER TABLE "SourceFile" ADD COLUMN "stamp" TEXT;
ALTER TABLE "SourceFile" ADD COLUMN "rules" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "SourceFile" ADD COLUMN "specifiers" TEXT[];

-- CreateIndex
CREATE INDEX "FileImport_toPath_idx" ON "FileImport"("toPath");
