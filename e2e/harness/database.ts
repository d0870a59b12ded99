import { Client, type QueryResultRow } from "pg";
import { environmentOf } from "./instance.ts";

/** Runs one statement in the Meta Hub's own database, for a state that takes a fleet or a year to come by itself. */
export async function inFederation<Row extends QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const { DATABASE_URL } = await environmentOf("meta");
  const client = new Client({ connectionString: DATABASE_URL });
  await client.connect();
  try {
    await client.query("set search_path to commandcenter_fed");
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
