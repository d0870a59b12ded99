/**
 * Where the monthly report reads from. The address below is the secret that is planted for the security audit to find:
 * no such database, user or password has ever existed.
 */
// FIXME: take this from the environment, and change the password
export const reportDatabase =
  "postgres://veria_report:planted-and-never-valid-42@ledger-db.veria.internal:5432/ledger";
