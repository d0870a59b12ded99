import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../../server/platform/errors.ts";

/** The system user that a PostgreSQL server runs as; nothing to change when we are not root. */
export type ServerUser = { uid: number; gid: number; name: string } | null;

/**
 * PostgreSQL refuses to run as root. As root, take the user that exists for it, else `nobody`; creating users on
 * somebody's machine is not ours to do.
 */
export function chooseServerUser(): ServerUser {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const wanted of ["postgres", "nobody"]) {
    const [name, , uid, gid] = users.find((line) => line.startsWith(`${wanted}:`))?.split(":") ?? [];
    if (name !== undefined && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new UserError(
    "PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody` to run it as. " +
      "Start as another user, or set DATABASE_URL.",
  );
}

/** Whether `user` can enter the nearest existing folder of `path`. Asked of the system, as that user. */
export function canReach(path: string, user: ServerUser): boolean {
  if (user === null) return true;
  let folder = path;
  while (!existsSync(folder)) folder = dirname(folder);
  const { uid, gid } = user;
  return Bun.spawnSync(["test", "-x", folder], { uid, gid, cwd: "/" }).exitCode === 0;
}
