import { messageOf } from "./errors.ts";
import type { Log } from "./log.ts";

/** Undoes one start. May be called once. */
export type Stop = () => void | Promise<void>;

/** How long a hub takes at most to stop, in milliseconds: below the 10 s after which whoever sent SIGTERM may kill it. */
export const drainMs = 9000;

/** Everything started, torn down last-in first-out, each step by name, and all of them within one time. */
export class Lifecycle {
  readonly #steps: { name: string; stop: Stop }[] = [];
  readonly #log: Log;
  readonly #withinMs: number;
  #stopping: Promise<void> | undefined;

  /** `withinMs`: how long the whole teardown may take. */
  constructor(log: Log, { withinMs = 60_000 }: { withinMs?: number } = {}) {
    this.#log = log;
    this.#withinMs = withinMs;
  }

  /** Registers how to stop what has just been started. */
  onStop(name: string, stop: Stop): void {
    this.#steps.push({ name, stop });
  }

  /**
   * Stops everything, however often it is called. A step that fails does not hold up the rest. One that hangs is waited
   * for until the time of the whole is over; the steps after it are begun all the same, and no longer waited for.
   */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    const deadline = performance.now() + this.#withinMs;
    for (const { name, stop } of this.#steps.reverse()) {
      const started = performance.now();
      let outcome = "stopped";
      let timer: ReturnType<typeof setTimeout> | undefined;
      const tooLong = new Promise<"timed out">((resolve) => {
        timer = setTimeout(() => resolve("timed out"), Math.max(0, deadline - started));
      });
      try {
        outcome = (await Promise.race([stop(), tooLong])) ?? "stopped";
      } catch (thrown) {
        outcome = messageOf(thrown);
      } finally {
        clearTimeout(timer);
      }
      this.#log.debug("stop", { step: name, outcome, durationMs: Math.round(performance.now() - started) });
    }
  }
}
