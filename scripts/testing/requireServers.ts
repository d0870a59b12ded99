import { UserError } from "../../server/platform/errors.ts";

/** Where the test run's own PostgreSQL is: a superuser's URL of its `postgres` database. */
export const testDatabaseVariable = "TEST_DATABASE_URL";

const explanation =
  `${testDatabaseVariable} is not set, so this test has no PostgreSQL to talk to.\n` +
  "Run `bun scripts/test.ts --only <part of the test file's path>`: it starts the servers, runs the tests and stops them.";

/** The URL of the test run's PostgreSQL. Throws a `UserError` that says how to run tests which need it. */
export function requireTestDatabase(): string {
  const url = process.env[testDatabaseVariable];
  if (url === undefined || url === "") throw new UserError(explanation);
  return url;
}
