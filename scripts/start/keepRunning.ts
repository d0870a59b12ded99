/** A process under supervision. `exited` resolves with its exit code, whoever ended it. */
export type Running = { pid: number; exited: Promise<number>; stop(): Promise<void> };

/** Something that is started again whenever it ends by itself. `stop` ends it for good. */
export type Kept<T extends Running> = { current(): T; stop(): Promise<void> };

export type KeepOptions<T extends Running> = {
  /** It runs already. */
  first: T;
  /** Starts it again. */
  start: () => Promise<T>;
  /** It ended by itself; it is started again in `delayMs`. */
  onExit: (code: number, delayMs: number) => void;
  onRestart: (running: T) => void;
  /** A restart failed; the next try is in `delayMs`. */
  onFailure: (thrown: unknown, delayMs: number) => void;
};

const calmMs = 60_000;

/** How long to wait before try `attempt` (from 0): 250 ms, doubling up to 10 s. */
export const backoffMs = (attempt: number): number => Math.min(250 * 2 ** attempt, 10_000);

/** Starts it again with growing delays whenever it ends by itself. */
export function keepRunning<T extends Running>(options: KeepOptions<T>): Kept<T> {
  let current = options.first;
  let stopping = false;
  let wake = () => {};
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function restart(firstAttempt: number): Promise<number> {
    for (let attempt = firstAttempt; ; attempt += 1) {
      await pause(backoffMs(attempt));
      if (stopping) return attempt;
      try {
        current = await options.start();
        options.onRestart(current);
        return attempt + 1;
      } catch (thrown) {
        options.onFailure(thrown, backoffMs(attempt + 1));
      }
    }
  }

  async function watch(): Promise<void> {
    let attempt = 0;
    while (!stopping) {
      const since = performance.now();
      const code = await current.exited;
      if (stopping) return;
      if (performance.now() - since > calmMs) attempt = 0;
      options.onExit(code, backoffMs(attempt));
      attempt = await restart(attempt);
    }
  }

  const watching = watch();
  return {
    current: () => current,
    async stop() {
      stopping = true;
      wake();
      const known = current;
      await known.stop();
      await watching;
      // A restart may have been under way.
      if (current !== known) await current.stop();
    },
  };
}
