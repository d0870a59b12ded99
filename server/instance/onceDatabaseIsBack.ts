import { growingDelay, pause } from "../mesh/pause.ts";
import { isDatabaseAway } from "../platform/databaseAway.ts";

const longestPauseMs = 5000;

/**
 * Stores what nobody else will store: tries again while the database is away, until `stopping` is aborted. Without
 * `stopping`, as in a command, it is tried once. Throws what `store` threw last.
 */
export async function onceDatabaseIsBack<T>(store: () => Promise<T>, stopping: AbortSignal | undefined): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await store();
    } catch (thrown) {
      if (stopping === undefined || stopping.aborted || !isDatabaseAway(thrown)) throw thrown;
      await pause(growingDelay(failures, longestPauseMs), stopping);
    }
  }
}
