import { existsSync } from "node:fs";
import { access, constants, mkdir, readFile, rm, stat, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../server/platform/errors.ts";
import { commandLineOf } from "../embedded/orphan.ts";
import { fallbackFolder } from "../embedded/postgresHome.ts";

/** What a start generates in the data folder. `--reset` deletes these and nothing else. */
const generated = ["postgres", "nats", "keys", "env", "config", "logs", "run.json"];

/** Makes the data folder and checks that it can be written. Throws a `UserError` that says what is wrong with it. */
export async function openDataFolder(dataDir: string): Promise<void> {
  const found = await stat(dataDir).catch(() => null);
  if (found !== null && !found.isDirectory()) {
    throw new UserError(`FED_DATA_DIR is ${dataDir}, which is a file. Name a folder.`);
  }
  try {
    // Open to others for entering only: as root, PostgreSQL's own user must reach its folder. Keys are in folders of 0700.
    await mkdir(dataDir, { recursive: true, mode: 0o755 });
    await access(dataDir, constants.W_OK | constants.X_OK);
    const probe = join(dataDir, `.write-probe-${process.pid}`);
    await writeFile(probe, "");
    await unlink(probe);
  } catch (thrown) {
    const why = thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown);
    throw new UserError(`The data folder ${dataDir} cannot be written (${why}). Set FED_DATA_DIR to one that can.`);
  }
}

/**
 * Makes this process the only start on a data folder. The lock of a process that is gone is ignored.
 *
 * @returns what releases it.
 */
export async function lockDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, "start.lock");
  for (let attempt = 0; ; attempt += 1) {
    try {
      await writeFile(file, String(process.pid), { flag: "wx", mode: 0o644 });
      return () => rm(file, { force: true });
    } catch (thrown) {
      if (!(thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST") || attempt > 3) throw thrown;
    }
    const pid = Number(await readFile(file, "utf8").catch(() => ""));
    const commandLine = pid > 0 && pid !== process.pid ? await commandLineOf(pid) : null;
    if (commandLine?.includes("start.ts")) {
      throw new UserError(
        `A start is already running on ${dataDir} (process ${pid}). Stop it with Ctrl-C there, ` +
          "or set FED_DATA_DIR to another folder for a second federation.",
      );
    }
    await rm(file, { force: true });
  }
}

/** Deletes what earlier starts generated. Call it only with the lock held and nothing running. */
export async function resetDataFolder(dataDir: string): Promise<void> {
  const elsewhere = fallbackFolder(join(dataDir, "postgres"));
  const paths = [...generated.map((name) => join(dataDir, name)), elsewhere].filter((path) => existsSync(path));
  await Promise.all(paths.map((path) => rm(path, { recursive: true, force: true })));
}
