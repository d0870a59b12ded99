import type { SystemStatus } from "../../../contracts/system.ts";
import type { FederationDb } from "../../platform/db.ts";

const selectDatabase = `
select current_setting('server_version') as server, (
  select migration_name from "_prisma_migrations" where finished_at is not null and rolled_back_at is null
  order by migration_name desc limit 1) as "lastMigration"`;

const selectHubs = `
select version, count(*)::int as projects from "ProjectCatalog" where origin <> 'archived'
group by version order by projects desc, version`;

/** Which versions the database and the hubs of the projects on the map have. Two SQL statements, however many hubs. */
export async function readVersions({ pool }: FederationDb): Promise<Pick<SystemStatus, "database" | "hubs">> {
  const [{ rows: databases }, { rows: hubs }] = await Promise.all([
    pool.query<SystemStatus["database"]>(selectDatabase),
    pool.query<SystemStatus["hubs"][number]>(selectHubs),
  ]);
  const [database] = databases;
  if (database === undefined) throw new Error("A select without a table answered no row.");
  return { database, hubs };
}
