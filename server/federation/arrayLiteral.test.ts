import { afterAll, beforeAll, expect, test } from "bun:test";
import fc from "fast-check";
import { createTestDatabase, type TestDatabase } from "../../scripts/testing/database.ts";
import { type FederationDb, openFederationDb } from "../platform/db.ts";
import { numberArray, textArray } from "./arrayLiteral.ts";

let database: TestDatabase;
let db: FederationDb;

beforeAll(async () => {
  database = await createTestDatabase("federation");
  db = openFederationDb(database.url, 1);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const storable = fc.string({ unit: "binary" }).filter((text) => !text.includes("\0"));
const awkward = fc.constantFrom("", "NULL", "null", '"', "\\", '{"a",b}', " spaced ", "a\nb", "\\n");

test("the database reads back every number and every text", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(fc.double({ noDefaultInfinity: true, noNaN: true }))),
      fc.array(fc.option(fc.oneof(storable, awkward))),
      async (numbers, texts) => {
        const { rows } = await db.pool.query("select $1::float8[] as numbers, $2::text[] as texts", [
          numberArray(numbers),
          textArray(texts),
        ]);
        // Zero has no sign in JSON, and so none here.
        expect(rows).toEqual([{ numbers: numbers.map((value) => (value === 0 ? 0 : value)), texts }]);
      },
    ),
  );
});
