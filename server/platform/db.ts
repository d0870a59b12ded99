import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import { PrismaClient as FederationClient } from "../../prisma/federation/generated/client.ts";
import { PrismaClient as InstanceClient } from "../../prisma/instance/generated/client.ts";
import { databaseSchema } from "./migrate.ts";

/** A database: Prisma for ordinary queries, the same pool for parameterised SQL on the hot paths. */
export type Database<Client> = { prisma: Client; pool: Pool; close(): Promise<void> };
export type FederationDb = Database<FederationClient>;
export type InstanceDb = Database<InstanceClient>;

function openPool(url: string, schema: string, connections: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5000,
    options: `-c search_path=${schema} -c statement_timeout=60000`,
  });
  // An idle connection that the server closes is replaced at the next query; without a listener it ends the process.
  pool.on("error", () => {});
  // Nor may one that is lost in use: its query fails already, and that is where it is handled.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** Opens the Federation DB. Connections are made when first needed. */
export function openFederationDb(url: string, connections = 10): FederationDb {
  const schema = databaseSchema.federation;
  const pool = openPool(url, schema, connections);
  const prisma = new FederationClient({ adapter: new PrismaPg(pool, { schema, disposeExternalPool: false }) });
  return { prisma, pool, close: () => closeBoth(prisma, pool) };
}

/** Opens one project hub's own database. */
export function openInstanceDb(url: string, connections = 5): InstanceDb {
  const schema = databaseSchema.instance;
  const pool = openPool(url, schema, connections);
  const prisma = new InstanceClient({ adapter: new PrismaPg(pool, { schema, disposeExternalPool: false }) });
  return { prisma, pool, close: () => closeBoth(prisma, pool) };
}

async function closeBoth(prisma: { $disconnect(): Promise<void> }, pool: Pool): Promise<void> {
  await prisma.$disconnect();
  await pool.end();
}
