import { messageOf } from "../platform/errors.ts";
import type { Log } from "../platform/log.ts";

/**
 * Runs a job now (or after `firstAfterMs`) and then again, `everyMs` after it has ended, so that a slow run never meets
 * itself. A failure is logged once, until the job works again. @returns its stop, which waits for a run under way.
 */
export function repeat(
  log: Log,
  name: string,
  everyMs: number | (() => number),
  job: () => Promise<void>,
  { firstAfterMs = 0 } = {},
): () => Promise<void> {
  const waitMs = typeof everyMs === "number" ? () => everyMs : everyMs;
  let stopped = false;
  let failing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> = Promise.resolve();

  const run = async () => {
    try {
      await job();
      if (failing) log.info("timer.recovered", { job: name });
      failing = false;
    } catch (thrown) {
      if (!failing) log.warn("timer.failed", { job: name, error: messageOf(thrown) });
      failing = true;
    }
    if (!stopped) timer = setTimeout(start, waitMs());
  };
  const start = () => {
    running = run();
  };

  if (firstAfterMs > 0) timer = setTimeout(start, firstAfterMs);
  else start();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
