/** Collects items that come one by one and hands them out in batches. */
export type Gatherer<Item> = {
  push(item: Item): void;
  size(): number;
  /** The next batch: what has come when there are `limit` items, or when the time is up. Empty only after `end`. */
  take(): Promise<Item[]>;
  /** Resolves when fewer than `most` items wait: who pushes faster than batches are taken should wait for it. */
  room(): Promise<void>;
  /** No more waiting: `take` answers at once from now on. */
  end(): void;
};

type GathererOptions = {
  /** So many items are worth a batch. */
  limit: number;
  /** So many at most are in one batch, when they have piled up. */
  most?: number;
  /** How long the first item of a batch waits for others; with `eager`, the least time from the batch before. */
  gatherMs: number;
  /** What comes after a pause is handed out at once. */
  eager?: boolean;
};

export function createGatherer<Item>(options: GathererOptions): Gatherer<Item> {
  const { limit, most = limit, gatherMs, eager = false } = options;
  let items: Item[] = [];
  let ended = false;
  let takenAt = Number.NEGATIVE_INFINITY;
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
      const deadline = (eager ? takenAt : performance.now()) + gatherMs;
      while (items.length < limit && !ended) {
        const left = deadline - performance.now();
        if (left <= 0) break;
        await arrivals.wait(left);
      }
      takenAt = performance.now();
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
