import { chmod, mkdir, mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../embedded/postgres.ts";
import { testDatabaseVariable } from "./requireServers.ts";

/** What a test run needs from outside its test files. `environment` tells the test processes where it is. */
export type TestServers = { environment: Record<string, string>; stop(): Promise<void> };

const memoryFolder = "/dev/shm";
/** Several times what a run has at once in its folder. */
const roomNeeded = 3 * 1024 ** 3;

/**
 * Memory where there is enough of it, else the temporary folder: a database is some three hundred files, and making
 * one a test on a disk takes five times as long.
 */
async function chooseHome(): Promise<string> {
  const { bavail, bsize } = await statfs(memoryFolder).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize >= roomNeeded ? memoryFolder : tmpdir();
}

/**
 * Starts the run's own PostgreSQL on a free port. It does not wait for the disk: nothing here has to survive a power
 * cut. Each suite starts a NATS server of its own. Data and whatever tests leave in the temporary folder are in one
 * folder, which `stop` removes.
 */
export async function startTestServers(): Promise<TestServers> {
  const folder = await mkdtemp(join(await chooseHome(), "fed-test-"));
  const temporary = join(folder, "tmp");
  let stopping: Promise<void> | undefined;
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await mkdir(temporary);
    // As root, PostgreSQL runs as another user, who must be able to enter.
    await Promise.all([chmod(folder, 0o755), chmod(temporary, 0o1777)]);
    const postgres = await startPostgres({
      dataDir: join(folder, "postgres"),
      settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
    });
    return {
      environment: { [testDatabaseVariable]: postgres.url("postgres"), TMPDIR: temporary },
      stop() {
        stopping ??= postgres.stop().then(remove);
        return stopping;
      },
    };
  } catch (thrown) {
    await remove();
    throw thrown;
  }
}
