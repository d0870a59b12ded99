import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestDatabase, type TestDatabase } from "../../../scripts/testing/database.ts";
import { createApiKey } from "../../federation/access/keys.ts";
import { type FederationDb, openFederationDb } from "../../platform/db.ts";
import { createCredentialCache } from "./credentialCache.ts";

let database: TestDatabase;
let db: FederationDb;
beforeAll(async () => {
  database = await createTestDatabase("federation");
  db = openFederationDb(database.url);
});
afterAll(() => database.drop());

test("without a database a key that came lately is let in for as long as it goes on coming, and nobody else", async () => {
  const scraper = (await createApiKey(db, { name: "prometheus", role: "viewer" })).key;
  const stranger = (await createApiKey(db, { name: "stranger", role: "viewer" })).key;
  const [credentials, forgetful] = [createCredentialCache(db), createCredentialCache(db)];
  const after = (minutes: number) => new Date(Date.parse("2026-11-20T12:00:00Z") + minutes * 60_000);
  const whole = await credentials.byKey(scraper, after(0));
  expect(whole).toMatchObject({ actor: { name: "prometheus", role: "viewer" } });
  await forgetful.byKey(scraper, after(0));
  await db.close();

  for (const minutes of [1, 4, 8, 12]) expect(await credentials.byKey(scraper, after(minutes))).toEqual(whole);
  await expect(credentials.byKey(stranger, after(12))).rejects.toThrow();
  await expect(credentials.bySession(scraper, after(12))).rejects.toThrow();
  await expect(credentials.byKey(scraper, after(18))).rejects.toThrow();
  forgetful.forget();
  await expect(forgetful.byKey(scraper, after(1))).rejects.toThrow();
});
