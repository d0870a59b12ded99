/** Collects items that come one by one and hands them out in batches. */
export type Gatherer<Item> = {
  push(item: Item): void;
  size(): number;
  /** The next batch: what has come when there are `limit` items, or `gatherMs` after the first. Empty only after `end`. */
  take(): Promise<Item[]>;
  /** Resolves when fewer than `most` items wait: who pushes faster than batches are taken should wait for it. */
  room(): Promise<void>;
  /** No more waiting: `take` answers at once from now on. */
  end(): void;
};

/** @param options `limit` items are worth a batch; in one batch are `most` at most, when they have piled up. */
export function createGatherer<Item>(options: { limit: number; most?: number; gatherMs: number }): Gatherer<Item> {
  const { limit, most = limit, gatherMs } = options;
  let items: Item[] = [];
  let ended = false;
  const arrivals = createSignal();
  const departures = createSignal();

  return {
    push(item) {
      items.push(item);
      if (items.length === 1 || items.length === limit) arrivals.fire();
    },
    size: () => items.length,
    async take() {
      while (items.length === 0 && !ended) await arrivals.wait();
      const deadline = performance.now() + gatherMs;
      while (items.length < limit && !ended) {
        const left = deadline - performance.now();
        if (left <= 0) break;
        await arrivals.wait(left);
      }
      const batch = items.slice(0, most);
      items = items.slice(most);
      departures.fire();
      return batch;
    },
    async room() {
      while (items.length >= most && !ended) await departures.wait();
    },
    end() {
      ended = true;
      arrivals.fire();
      departures.fire();
    },
  };
}

/** Wakes everybody who waits. `wait` also ends after `timeoutMs`. */
function createSignal(): { fire(): void; wait(timeoutMs?: number): Promise<void> } {
  let waiting: (() => void)[] = [];
  return {
    fire() {
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    wait: (timeoutMs) =>
      new Promise((resolve) => {
        const timer = timeoutMs === undefined ? undefined : setTimeout(resolve, timeoutMs);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}
