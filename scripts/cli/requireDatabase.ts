import { Client } from "pg";
import { messageOf, UserError } from "../../server/platform/errors.ts";

/**
 * Answers the address of a database that lets us in.
 *
 * @throws UserError that says where it was looked for, without the password, and what the server or the network said.
 */
export async function requireDatabase(url: string): Promise<string> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (thrown) {
    const where = `${client.host}:${client.port}`;
    throw new UserError(`No database can be used at ${where}: ${messageOf(thrown)}. Is it started, and --url right?`);
  } finally {
    await client.end();
  }
  return url;
}
