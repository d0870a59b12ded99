import type { Log } from "./log.ts";

/** Something done again and again. */
export type Repetition = {
  /** Does it at once; while it is being done, once more afterwards, however often this is called. */
  soon(): void;
  /** Ends it; resolves when what is being done is done. */
  stop(): Promise<void>;
};

/**
 * Does a job now (or after `firstAfterMs`) and then again, `everyMs` after it has ended, so that a slow run never meets
 * itself. A failure is logged once, until the job works again, and the next turn comes as usual. All in milliseconds.
 */
export function repeat(
  log: Log,
  name: string,
  everyMs: number | (() => number),
  job: () => Promise<void>,
  { firstAfterMs = 0 } = {},
): Repetition {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let failing = false;
  let stopped = false;

  const attempt = async () => {
    try {
      await job();
      if (failing) log.info("timer.recovered", { job: name });
      failing = false;
    } catch (thrown) {
      // What a stop interrupts is no fault.
      if (!failing && !stopped) log.warn("timer.failed", { job: name, error: thrown });
      failing = true;
    }
  };
  const turn = () => {
    clearTimeout(timer);
    if (stopped) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    running = attempt().then(() => {
      running = undefined;
      const delayMs = again ? 0 : typeof everyMs === "number" ? everyMs : everyMs();
      again = false;
      if (!stopped) timer = setTimeout(turn, delayMs);
    });
  };
  if (firstAfterMs > 0) timer = setTimeout(turn, firstAfterMs);
  else turn();
  return {
    soon: turn,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
