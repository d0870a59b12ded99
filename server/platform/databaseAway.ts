/**
 * SQLSTATE of a database that cannot serve now: lost connections (08), no resources (53), shutting down or starting up
 * (57P01 to 57P03), a statement that took too long (57014); and no such database any more (3D000).
 */
const away = /^(08...|53...|57P0[123]|57014|3D000)$/;
/** How Prisma says the same: not reachable, too slow, closed, no connection free. */
const awayForPrisma = new Set(["P1001", "P1002", "P1003", "P1008", "P1017", "P2024", "P2037"]);
const awayForSockets = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EHOSTUNREACH"]);
/** What the driver says without any code, its pool's included. */
const awayInWords =
  /^(timeout exceeded when trying to connect|timeout expired|Connection terminated|Client has encountered a connection error)/;

/** Whether something failed because the database cannot serve now: asked again later, it may well succeed. */
export function isDatabaseAway(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const code = "code" in thrown && typeof thrown.code === "string" ? thrown.code : "";
  if (away.test(code) || awayForPrisma.has(code) || awayForSockets.has(code) || awayInWords.test(thrown.message))
    return true;
  return thrown.cause !== undefined && thrown.cause !== thrown && isDatabaseAway(thrown.cause);
}
