-- Where the map had put a project before a person pinned it somewhere else. Null: nobody has.
ALTER TABLE "ProjectCatalog" ADD COLUMN "homeX" DOUBLE PRECISION, ADD COLUMN "homeY" DOUBLE PRECISION;
