-- AlterTable
ALTER TABLE "ProjectCatalog" ADD COLUMN "network" TEXT;

-- CreateTable
CREATE TABLE "ProjectManifest" (
    "projectId" INTEGER NOT NULL,
    "manifest" JSONB NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProjectManifest_pkey" PRIMARY KEY ("projectId")
);

-- AddForeignKey
ALTER TABLE "ProjectManifest" ADD CONSTRAINT "ProjectManifest_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "ProjectCatalog"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ProjectCatalog" ADD CONSTRAINT "ProjectCatalog_network_check" CHECK ("network" IN ('private', 'loopback'));
