import { afterEach, expect, test } from "bun:test";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { instanceAuditCard, instanceAudits } from "../contracts/instance.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { askHub, environmentOf, instancePage } from "./harness/instance.ts";
import { closePages, sharedSystem } from "./harness/shared.ts";

afterEach(closePages);

const plantedIn = "src/reportDatabase.ts";

/** The planted secret, as the sample project holds it, and the parts of it that say anything. */
async function plantedSecret(): Promise<string[]> {
  const { root } = await sharedSystem();
  const text = await readFile(join(root("veria"), plantedIn), "utf8");
  const [, user, password] = /postgres:\/\/(\w+):([\w-]+)@/.exec(text) ?? [];
  if (user === undefined || password === undefined) throw new Error(`no secret is planted in ${plantedIn}`);
  return [password, password.slice(0, 12), password.slice(-12), `${user}:`];
}

/** The security audit's card, once it has ended: the secret has been seen and everything about it has been told. */
async function securityAudit() {
  return eventually(
    async () => {
      const { audits } = instanceAudits.parse(await (await askHub("veria", "/api/audits?kind=security")).json());
      const ended = audits.find(({ finishedAt }) => finishedAt !== null);
      if (ended === undefined) return null;
      return instanceAuditCard.parse(await (await askHub("veria", `/api/audits/${ended.id}`)).json());
    },
    { timeoutMs: 60_000 },
  );
}

const holding = (text: string, secret: string[]) => secret.filter((part) => text.includes(part));

/** Every row of every table that a hub's own role can read, as text: what is compressed on disk is plain here. */
async function dump(connectionString: string): Promise<string> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(3);
    const parts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      parts.push(...rows.map(({ row }) => row));
    }
    return parts.join("\n");
  } finally {
    await client.end();
  }
}

test("the audit has found the planted secret", async () => {
  const card = await securityAudit();
  expect(card?.findings.some(({ rule, path }) => rule.startsWith("secret/") && path === plantedIn)).toBe(true);
});

test.each(["meta", "veria", "performia", "rollizr"])("no table of %s's database holds any of it", async (who) => {
  await securityAudit();
  const { DATABASE_URL = "" } = await environmentOf(who);
  const rows = await dump(DATABASE_URL);
  if (who === "veria") expect(rows).toContain(plantedIn);
  expect(holding(rows, await plantedSecret())).toEqual([]);
});

test("no file of the system holds any of it: logs, stored events, databases and their journals, generated settings", async () => {
  await securityAudit();
  const { dataDir } = await sharedSystem();
  const secret = await plantedSecret();
  const found: string[] = [];
  let [read, events] = [0, 0];
  for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    // A server removes files of its own while we look.
    const bytes = await readFile(path).catch(() => null);
    if (bytes === null) continue;
    read += 1;
    if (path.includes("nats") && bytes.includes("audit.result.security")) events += 1;
    if (secret.some((part) => bytes.includes(part))) found.push(path);
  }
  expect(found).toEqual([]);
  expect(read).toBeGreaterThan(100);
  expect(events).toBeGreaterThan(0);
});

test("no answer of the instance's API holds any of it, and none of the Meta Hub's", async () => {
  const card = await securityAudit();
  const { url, adminKey } = await sharedSystem();
  const secret = await plantedSecret();
  const own = [
    ...["/api/capabilities", "/api/graph?limit=5000", "/api/graph/outline", "/api/task?limit=1000", "/api/audits"],
    ...[`/api/audits/${card?.audit.id}?limit=1000`, `/api/file?path=${plantedIn}`, "/api/status", "/health"],
    ...["/api/search?text=report&limit=200", "/api/search?text=planted&limit=200", "/api/search?text=postgres"],
  ];
  for (const path of own) {
    const answer = await askHub("veria", path);
    expect(answer.status).toBe(200);
    expect([path, ...holding(await answer.text(), secret)]).toEqual([path]);
  }
  for (const path of ["projects", "projects/veria", "graph", "alerts", "metrics/veria"]) {
    const answer = await fetch(`${url}/api/fed/${path}`, { headers: { "x-api-key": adminKey } });
    expect(answer.status).toBe(200);
    expect([path, ...holding(await answer.text(), secret)]).toEqual([path]);
  }
});

test("no page shows any of it, with the finding and the file open", async () => {
  const card = await securityAudit();
  const secret = await plantedSecret();
  const page = await instancePage("veria", { path: `/vislzr?audit=${card?.audit.id}` });
  await page.getByText(/This looks like a secret/).waitFor();
  expect(holding(await page.content(), secret)).toEqual([]);
  await page
    .getByRole("button", { name: new RegExp(plantedIn) })
    .first()
    .click();
  await page.getByRole("region", { name: `File ${plantedIn}` }).waitFor();
  expect(holding(await page.content(), secret)).toEqual([]);
});
