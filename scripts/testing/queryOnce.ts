import { Client } from "pg";

/** The rows that one statement answers, over a connection of its own. Throws what the server finds wrong with it. */
export async function queryOnce(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
