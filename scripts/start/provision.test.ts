import { afterAll, beforeAll, expect, test } from "bun:test";
import { randomUUID } from "node:crypto";
import { migrate } from "../../server/platform/migrate.ts";
import { queryOnce } from "../testing/queryOnce.ts";
import { requireTestDatabase } from "../testing/requireServers.ts";
import { instanceDatabase, ownerUrl, provisionDatabases } from "./provision.ts";

const run = randomUUID().slice(0, 8);
const federation = { name: `fed_${run}`, password: "federation-password" };
const veria = { name: instanceDatabase(`veria-${run}`), password: "veria-password" };
const performia = { name: instanceDatabase(`performia-${run}`), password: "performia-password" };
const all = [federation, veria, performia];
const limited = { name: `limited_${run}`, password: "limited-password" };
const creator = { name: `creator_${run}`, password: "creator-password" };

beforeAll(async () => {
  const adminUrl = requireTestDatabase();
  await provisionDatabases(adminUrl, all);
  await migrate("federation", ownerUrl(adminUrl, federation));
  await queryOnce(adminUrl, `create role ${limited.name} login password '${limited.password}'`);
  await queryOnce(adminUrl, `create role ${creator.name} login createdb createrole password '${creator.password}'`);
});

afterAll(async () => {
  const adminUrl = requireTestDatabase();
  for (const { name } of [...all, { name: `own_${run}` }])
    await queryOnce(adminUrl, `drop database if exists "${name}" with (force)`);
  for (const { name } of [...all, { name: `own_${run}` }, limited, creator])
    await queryOnce(adminUrl, `drop role if exists "${name}"`);
});

test("an instance's role owns its database", async () => {
  const url = ownerUrl(requireTestDatabase(), veria);
  await queryOnce(url, "create table mine (id int)");
  expect(await queryOnce(url, "select current_user::text as role")).toEqual([{ role: veria.name }]);
});

test("an instance's role cannot enter the federation's database, nor another instance's", async () => {
  for (const other of [federation, performia]) {
    const url = ownerUrl(requireTestDatabase(), { ...veria, name: veria.name });
    const foreign = new URL(url);
    foreign.pathname = `/${other.name}`;
    await expect(queryOnce(foreign.href, "select 1")).rejects.toThrow("permission denied for database");
  }
});

test("the federation's role cannot enter an instance's database: it never writes there", async () => {
  const foreign = new URL(ownerUrl(requireTestDatabase(), federation));
  foreign.pathname = `/${veria.name}`;
  await expect(queryOnce(foreign.href, "select 1")).rejects.toThrow("permission denied for database");
});

test("doing it again keeps the data and sets the password", async () => {
  const changed = { ...performia, password: "another-password" };
  await queryOnce(ownerUrl(requireTestDatabase(), performia), "create table kept (id int)");
  await provisionDatabases(requireTestDatabase(), [changed]);
  expect(await queryOnce(ownerUrl(requireTestDatabase(), changed), "select count(*)::int as rows from kept")).toEqual([
    { rows: 0 },
  ]);
  await expect(queryOnce(ownerUrl(requireTestDatabase(), performia), "select 1")).rejects.toThrow(
    "password authentication failed",
  );
});

/** The test server's address as another role, still on its own database. */
function asRole({ name, password }: { name: string; password: string }): string {
  const url = new URL(requireTestDatabase());
  url.username = name;
  url.password = password;
  return url.href;
}

test("a role that may create databases and roles is enough, superuser or not", async () => {
  const own = { name: `own_${run}`, password: "own-password" };
  await provisionDatabases(asRole(creator), [own]);
  await provisionDatabases(asRole(creator), [own]);
  expect(await queryOnce(ownerUrl(requireTestDatabase(), own), "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a role that may not create databases is told so", async () => {
  await expect(provisionDatabases(asRole(limited), [veria])).rejects.toThrow("may not create databases and roles");
});

test("a server that does not answer is named, without its password", async () => {
  const attempt = provisionDatabases("postgres://me:geheim@127.0.0.1:1/db", [veria]);
  await expect(attempt).rejects.toThrow("127.0.0.1:1");
  await expect(attempt).rejects.not.toThrow("geheim");
});

test("two long slugs that begin alike get databases of their own", () => {
  const [one, two] = [`${"x".repeat(61)}-1`, `${"x".repeat(61)}-2`].map(instanceDatabase);
  expect(one).not.toBe(two ?? "");
  expect(one?.length).toBeLessThanOrEqual(63);
});
