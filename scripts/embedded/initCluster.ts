import { existsSync } from "node:fs";
import { chown, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../../server/platform/errors.ts";
import { localeArguments } from "./clusterSettings.ts";
import { makeOwnFolder, type PostgresHome } from "./postgresHome.ts";
import type { ServerUser } from "./postgresUser.ts";

/**
 * Makes a new cluster unless there is one. It is built beside its place and moved there when complete, so an interrupted
 * first start leaves nothing half-made. Same encoding and collation on every platform.
 */
export async function initCluster(home: PostgresHome, user: ServerUser, password: string): Promise<void> {
  if (existsSync(join(home.cluster, "PG_VERSION"))) return;
  const partial = `${home.cluster}.partial`;
  const passwordFile = join(dirname(partial), ".password-for-initdb");
  await rm(partial, { recursive: true, force: true });
  await makeOwnFolder(partial, user);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user !== null) await chown(passwordFile, user.uid, user.gid);
  try {
    const initdb = Bun.spawn(
      [
        ...[home.binaries.initdb, `--pgdata=${partial}`, "--username=postgres", `--pwfile=${passwordFile}`],
        ...["--auth=scram-sha-256", "--no-instructions", ...localeArguments],
      ],
      { cwd: "/", stdin: "ignore", stdout: "pipe", stderr: "pipe", ...(user ?? {}) },
    );
    const [said, failed] = await Promise.all([new Response(initdb.stdout).text(), new Response(initdb.stderr).text()]);
    if ((await initdb.exited) !== 0) throw new UserError(`PostgreSQL could not be set up:\n${said}${failed}`);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(partial, home.cluster);
}
