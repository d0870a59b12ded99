-- AlterTable
ALTER TABLE "ProjectCatalog" ADD COLUMN "publicUrl" TEXT;
