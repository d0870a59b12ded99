import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { databaseSchema } from "../../server/platform/migrate.ts";

/** The role that dashboards read the federation database as. */
const readerRole = "fed_readonly";

/**
 * What a dashboard may read. Not here: keys, sessions and links (digests of secrets), the audit log and actors' runs
 * (who did what), quarantined bytes, messages to webhooks, and what instances announce of themselves.
 */
const readable = [
  "ProjectCatalog",
  "ProjectSummary",
  "ProjectMetric",
  "ProjectMetricHour",
  "ProjectAudit",
  "IntegrationEdge",
  "SurfaceEndpoint",
  "EcosystemAlert",
  "EventCursor",
  "StatusHistory",
] as const;

/** Of the tables that hold more than a dashboard may know: these columns. */
const readableColumns = {
  ActionRun: ["id", "action", "state", "startedAt", "finishedAt"],
  ActionTarget: ["runId", "projectId", "state", "auditId", "updatedAt"],
  QuarantinedEvent: ["id", "subject", "reason", "receivedAt"],
} as const;

const settings = {
  default_transaction_read_only: "on",
  statement_timeout: "15s",
  idle_in_transaction_session_timeout: "30s",
  search_path: databaseSchema.federation,
} as const;

/**
 * Makes a role that may read what dashboards show in the migrated federation database of `adminUrl`, and nothing else:
 * grants, not the read-only setting, are what holds it. Called again it sets the password and grants what is new, and
 * takes back what is no longer granted.
 *
 * @param adminUrl the database as its owner's or the server's superuser, who may make roles.
 */
export async function grantReader(
  adminUrl: string,
  { name = readerRole, password }: { name?: string; password: string },
): Promise<void> {
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    const role = escapeIdentifier(name);
    const schema = escapeIdentifier(databaseSchema.federation);
    const { rowCount } = await client.query("select from pg_roles where rolname = $1", [name]);
    const attributes = `login nocreatedb nocreaterole connection limit 20 password ${escapeLiteral(password)}`;
    await client.query(`${rowCount === 0 ? "create" : "alter"} role ${role} ${attributes}`);
    for (const [setting, value] of Object.entries(settings)) {
      await client.query(`alter role ${role} set ${setting} = ${escapeLiteral(value)}`);
    }
    await client.query("begin");
    const { rows } = await client.query<{ database: string }>("select current_database() as database");
    await client.query(`grant connect on database ${escapeIdentifier(rows[0]?.database ?? "")} to ${role}`);
    await client.query(`revoke all on all tables in schema ${schema} from ${role}`);
    await client.query(`grant usage on schema ${schema} to ${role}`);
    const tables = readable.map((table) => `${schema}.${escapeIdentifier(table)}`);
    await client.query(`grant select on ${tables.join(", ")} to ${role}`);
    for (const [table, columns] of Object.entries(readableColumns)) {
      const list = columns.map(escapeIdentifier).join(", ");
      await client.query(`grant select (${list}) on ${schema}.${escapeIdentifier(table)} to ${role}`);
    }
    await client.query("commit");
  } finally {
    await client.end();
  }
}
