import type { NumberedNotice } from "./ring.ts";

const maxWaiting = 256;

/** What waits for one client. A client that cannot keep up loses the notices, and is told to ask for everything. */
export class Subscriber {
  #waiting: NumberedNotice[] = [];
  #wake: (() => void) | undefined;
  #ended = false;

  push(numbered: NumberedNotice): void {
    if (this.#ended) return;
    this.#waiting.push(numbered);
    if (this.#waiting.length > maxWaiting) this.#waiting = [{ id: numbered.id, notice: { type: "resync" } }];
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#waiting = [];
    this.#wake?.();
  }

  /** Yields what comes until `end`. */
  async *notices(): AsyncGenerator<NumberedNotice> {
    while (!this.#ended) {
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
  }
}
