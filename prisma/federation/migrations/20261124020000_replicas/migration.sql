-- Which Meta Hub processes hear the mesh: while one does, another that has lost it holds nobody.
CREATE TABLE "Replica" (
    "id" TEXT NOT NULL,
    "heardAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Replica_pkey" PRIMARY KEY ("id")
);
