import type { NumberedNotice } from "./ring.ts";

const maxWaiting = 256;

/** What waits for one client. A client that cannot keep up loses the notices, and is told to ask for everything. */
export class Subscriber {
  #waiting: NumberedNotice[] = [];
  #wake: (() => void) | undefined;

  push(numbered: NumberedNotice): void {
    this.#waiting.push(numbered);
    if (this.#waiting.length > maxWaiting) this.#waiting = [{ id: numbered.id, notice: { type: "resync" } }];
    this.#wake?.();
  }

  /** Yields what comes until the signal ends it. */
  async *notices(signal: AbortSignal): AsyncGenerator<NumberedNotice> {
    const wake = () => this.#wake?.();
    signal.addEventListener("abort", wake);
    try {
      while (!signal.aborted) {
        const next = this.#waiting.shift();
        if (next !== undefined) {
          yield next;
          continue;
        }
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = undefined;
      }
    } finally {
      signal.removeEventListener("abort", wake);
    }
  }
}
