import { messageOf } from "./errors.ts";
import type { Log } from "./log.ts";

/** Undoes one start. May be called once. */
export type Stop = () => void | Promise<void>;

/** Everything started, torn down last-in first-out, each step by name and within a time. */
export class Lifecycle {
  readonly #steps: { name: string; stop: Stop }[] = [];
  readonly #log: Log;
  #stopping: Promise<void> | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Registers how to stop what has just been started. */
  onStop(name: string, stop: Stop): void {
    this.#steps.push({ name, stop });
  }

  /** Stops everything, however often it is called. A step that fails or takes over 8 s does not hold up the rest. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    for (const { name, stop } of this.#steps.reverse()) {
      const started = performance.now();
      let outcome = "stopped";
      let timer: ReturnType<typeof setTimeout> | undefined;
      const tooLong = new Promise<"timed out">((resolve) => {
        timer = setTimeout(() => resolve("timed out"), 8000);
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
