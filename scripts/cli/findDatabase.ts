import { parseEnvFile, readStartEnv } from "../../server/platform/env.ts";
import { UserError } from "../../server/platform/errors.ts";
import { envFile } from "../../server/platform/keys/hubEnvironment.ts";
import type { DatabaseKind } from "../../server/platform/migrate.ts";

/**
 * The address of the Meta Hub's database, or of a project hub's own: `DATABASE_URL` unless a project is named, else
 * what `bun start` left in `FED_DATA_DIR`.
 *
 * @throws UserError when neither knows.
 */
export async function findDatabase(
  source: Record<string, string | undefined>,
  { kind, project }: { kind: DatabaseKind; project?: string | undefined },
): Promise<string> {
  const env = readStartEnv(source);
  const who = kind === "federation" ? "meta" : project;
  if (project === undefined && env.DATABASE_URL !== undefined) return env.DATABASE_URL;
  if (who === undefined) throw new UserError("Which instance? Give --project <slug> or --url <postgres://...>.");
  const file = Bun.file(envFile(env.FED_DATA_DIR, who));
  const url = (await file.exists()) ? parseEnvFile(await file.text()).DATABASE_URL : undefined;
  if (url !== undefined) return url;
  throw new UserError(`The database of ${who} is not known: give --url, set DATABASE_URL, or run \`bun start\` once.`);
}
