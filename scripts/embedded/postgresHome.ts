import { existsSync } from "node:fs";
import { chmod, chown, cp, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { PostgresBinaries } from "./postgresBinaries.ts";
import { canReach, type ServerUser } from "./postgresUser.ts";

/** Where the cluster's files are and which binaries run on them. `movedTo` is set when it is not the folder asked for. */
export type PostgresHome = { cluster: string; binaries: PostgresBinaries; movedTo: string | null };

/** Where data goes when the server's user cannot enter the folder asked for: one folder for each such folder. */
export function fallbackFolder(dataDir: string): string {
  return join("/var/lib/commandcenter-federation", Bun.hash(dataDir).toString(36));
}

/**
 * Decides where the cluster lives. A clone below a folder that only root may enter is out of reach for the server's
 * user: then data, and if need be a copy of the binaries, go to a folder that it can enter.
 */
export async function choosePostgresHome(
  dataDir: string,
  found: PostgresBinaries,
  user: ServerUser,
): Promise<PostgresHome> {
  const inPlace = join(dataDir, "cluster");
  const elsewhere = fallbackFolder(dataDir);
  const binariesInReach = canReach(found.postgres, user) && canReach(found.home, user);
  if (canReach(dataDir, user) && binariesInReach) return { cluster: inPlace, binaries: found, movedTo: null };
  // Deleting the data folder means starting afresh, so what it has left elsewhere goes too.
  if (!existsSync(join(dataDir, "password"))) await rm(join(elsewhere, "cluster"), { recursive: true, force: true });
  await mkdir(elsewhere, { recursive: true, mode: 0o755 });
  await chmod(elsewhere, 0o755);
  const binaries = binariesInReach ? found : await copyBinaries(found, join(elsewhere, "postgres"));
  return { cluster: join(elsewhere, "cluster"), binaries, movedTo: elsewhere };
}

async function copyBinaries(found: PostgresBinaries, home: string): Promise<PostgresBinaries> {
  if (!existsSync(home)) {
    const partial = `${home}.partial`;
    await rm(partial, { recursive: true, force: true });
    await cp(found.home, partial, { recursive: true, verbatimSymlinks: true });
    await rename(partial, home);
  }
  return { home, postgres: join(home, "bin", "postgres"), initdb: join(home, "bin", "initdb") };
}

/** Makes a folder that belongs to the server's user and is open to nobody else. */
export async function makeOwnFolder(path: string, user: ServerUser): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (user !== null) await chown(path, user.uid, user.gid);
}
