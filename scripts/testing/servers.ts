import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../embedded/postgres.ts";
import { testDatabaseVariable } from "./requireServers.ts";

/** What a test run needs from outside its test files. `environment` tells the test processes where it is. */
export type TestServers = { environment: Record<string, string>; stop(): Promise<void> };

/**
 * Starts the run's own PostgreSQL on a free port. It does not wait for the disk: nothing here has to survive a power
 * cut. Each suite starts a NATS server of its own. Data and whatever tests leave in the temporary folder are in one
 * folder, which `stop` removes.
 */
export async function startTestServers(): Promise<TestServers> {
  const folder = await mkdtemp(join(tmpdir(), "fed-test-"));
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
