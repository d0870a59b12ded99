-- CreateTable
CREATE TABLE "ProjectMetricHour" (
    "projectId" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,
    "sum" DECIMAL(65,9) NOT NULL,
    "min" DOUBLE PRECISION NOT NULL,
    "max" DOUBLE PRECISION NOT NULL,
    "last" DOUBLE PRECISION NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProjectMetricHour_pkey" PRIMARY KEY ("projectId","key","hour")
);

-- CreateIndex
CREATE INDEX "ProjectMetricHour_hour_idx" ON "ProjectMetricHour"("hour");

-- An hour's row is written once a window: room in each page lets it change in place, without touching the indexes.
ALTER TABLE "ProjectMetricHour" SET (fillfactor = 70);

-- What was observed before there were rollups.
INSERT INTO "ProjectMetricHour" ("projectId", "key", "hour", "count", "sum", "min", "max", "last", "lastAt")
SELECT "projectId", "key", date_bin('1 hour', "windowStart", '1970-01-01Z'), count(*), sum(round("valueNumber"::numeric, 9)),
  min("valueNumber"), max("valueNumber"), (array_agg("valueNumber" ORDER BY "windowStart" DESC))[1], max("observedAt")
FROM "ProjectMetric" WHERE "valueNumber" IS NOT NULL GROUP BY 1, 2, 3;
