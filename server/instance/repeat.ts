import type { Log } from "../platform/log.ts";

/** Something done again and again. */
export type Repetition = {
  /** Does it at once; while it is being done, once more afterwards, however often this is called. */
  soon(): void;
  /** Ends it; resolves when what is being done is done. */
  stop(): Promise<void>;
};

/**
 * Does `run` now and again `delayMs()` after each time it ended. A failure is logged, and the next turn comes as usual.
 */
export function repeat(options: {
  name: string;
  delayMs: () => number;
  run: () => Promise<void>;
  log: Log;
}): Repetition {
  const { name, delayMs, run, log } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const turn = () => {
    clearTimeout(timer);
    if (stopped) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    running = run()
      .catch((thrown) => {
        // What a stop interrupts is no fault.
        if (!stopped) log.error("repeat.failed", { task: name, error: thrown });
      })
      .then(() => {
        running = undefined;
        const delay = again ? 0 : delayMs();
        again = false;
        if (!stopped) timer = setTimeout(turn, delay);
      });
  };
  turn();
  return {
    soon: turn,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
