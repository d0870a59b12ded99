import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { UserError } from "../../server/platform/errors.ts";

/** A database and the role that owns it, alone. */
export type OwnedDatabase = { name: string; password: string };

/** PostgreSQL cuts names after 63 bytes, which would make two long slugs one. */
const longestName = 63;

/** The name of an instance's database and of the role that owns it. */
export function instanceDatabase(slug: string): string {
  const name = `hub_${slug}`;
  if (name.length <= longestName) return name;
  const mark = Bun.hash(slug).toString(36);
  return `${name.slice(0, longestName - mark.length - 1)}_${mark}`;
}

/** The address of `database` at the server of `adminUrl`, as its own role. */
export function ownerUrl(adminUrl: string, { name, password }: OwnedDatabase): string {
  const url = new URL(adminUrl);
  url.username = name;
  url.password = password;
  url.pathname = `/${name}`;
  return url.href;
}

/**
 * Makes each database with a role of its own, which no other role may connect to; existing ones keep their data and get
 * the password given. Throws a `UserError` when the role of `adminUrl` may not do that.
 */
export async function provisionDatabases(adminUrl: string, databases: readonly OwnedDatabase[]): Promise<void> {
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 5000 });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (thrown) {
    const { host } = new URL(adminUrl);
    throw new UserError(
      `The database server at ${host} cannot be used: ${thrown instanceof Error ? thrown.message : thrown}`,
    );
  }
  try {
    const superuser = await mayCreate(client, new URL(adminUrl).host);
    const roles = await names(client, "select rolname as name from pg_roles");
    const existing = await names(client, "select datname as name from pg_database");
    for (const { name, password } of databases) {
      const identifier = escapeIdentifier(name);
      const verb = roles.has(name) ? "alter" : "create";
      await client.query(`${verb} role ${identifier} login password ${escapeLiteral(password)}`);
      // Only a member of a role may make it an owner, and act for it.
      if (!superuser) await client.query(`grant ${identifier} to current_user`);
      if (!existing.has(name)) await client.query(`create database ${identifier} owner ${identifier}`);
      await client.query(`revoke connect, temporary on database ${identifier} from public`);
    }
  } finally {
    await client.end();
  }
}

/** On a server of our own, nobody but the superuser enters the databases it came with. */
export async function closeMaintenanceDatabases(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query("revoke connect, temporary on database postgres, template1 from public");
  } finally {
    await client.end();
  }
}

async function names(client: Client, query: string): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(query);
  return new Set(rows.map(({ name }) => name));
}

async function mayCreate(client: Client, host: string): Promise<boolean> {
  const { rows } = await client.query<{ role: string; super: boolean; both: boolean }>(
    "select rolname as role, rolsuper as super, rolcreatedb and rolcreaterole as both from pg_roles where rolname = current_user",
  );
  const [role] = rows;
  if (role?.super || role?.both) return role.super;
  throw new UserError(
    `The role ${role?.role ?? "of DATABASE_URL"} at ${host} may not create databases and roles, which each project hub needs ` +
      "of its own. Run `ALTER ROLE ... CREATEDB CREATEROLE` for it, or leave DATABASE_URL unset.",
  );
}
