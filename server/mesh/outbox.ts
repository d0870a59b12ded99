/** What became of one attempt to send. `refused` is final: trying again would be refused again. */
export type SendOutcome =
  | { result: "sent" }
  | { result: "failed"; error: unknown }
  | { result: "refused"; error: Error };

/**
 * A queue that sends in the order of acceptance. Many are under way at once; after a failure everything that is not
 * acknowledged is sent again from the oldest on: one at a time until the first success, then ever more.
 */
export type Outbox<Item> = {
  /** Resolves when sent, rejects when refused. How many may wait is for the caller to decide. */
  add(item: Item): Promise<void>;
  size(): number;
  /** Stops sending while the way is gone; what was under way counts as not sent. */
  hold(): void;
  /** Sends what is waiting, from the oldest on. */
  release(): void;
  /** Resolves when nothing waits any more. */
  empty(): Promise<void>;
  /** Rejects everything that is waiting, and sends nothing again. */
  abandon(error: Error): void;
};

export type OutboxOptions<Item> = {
  send: (item: Item) => Promise<SendOutcome>;
  mostUnderWay: number;
  /** Told of each failure in a row, counted from 1. */
  onFailure: (failures: number, error: unknown) => void;
};

type Entry<Item> = { item: Item; resolve: () => void; reject: (error: Error) => void };

/** 100 ms, doubling up to 5 s. */
const retryDelayMs = (failures: number) => Math.min(100 * 2 ** (failures - 1), 5000);

export function createOutbox<Item>({ send, mostUnderWay, onFailure }: OutboxOptions<Item>): Outbox<Item> {
  /** By order of acceptance. What is settled is gone, so the order may have holes behind `next`. */
  const entries = new Map<number, Entry<Item>>();
  let oldest = 0;
  let next = 0;
  let accepted = 0;
  let underWay = 0;
  let window = 1;
  let failures = 0;
  /** Counts the starts from the oldest: a failure of an earlier round is being made good already. */
  let round = 0;
  let held = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let idle: (() => void)[] = [];

  const rewind = () => {
    round++;
    next = oldest;
    underWay = 0;
    window = 1;
    clearTimeout(retry);
    retry = undefined;
  };

  const wakeIdle = () => {
    if (entries.size > 0) return;
    for (const wake of idle) wake();
    idle = [];
  };

  const settle = (index: number, outcome: Exclude<SendOutcome, { result: "failed" }>) => {
    const entry = entries.get(index);
    if (entry === undefined) return;
    entries.delete(index);
    while (oldest < accepted && !entries.has(oldest)) oldest++;
    next = Math.max(next, oldest);
    if (outcome.result === "sent") entry.resolve();
    else entry.reject(outcome.error);
    wakeIdle();
  };

  const attempt = async (index: number, item: Item) => {
    const startedIn = round;
    const outcome = await send(item);
    if (outcome.result !== "failed") settle(index, outcome);
    if (startedIn !== round) return;
    if (outcome.result === "failed") {
      rewind();
      onFailure(++failures, outcome.error);
      retry = setTimeout(() => {
        retry = undefined;
        pump();
      }, retryDelayMs(failures));
      return;
    }
    underWay--;
    failures = 0;
    window = Math.min(window * 2, mostUnderWay);
    pump();
  };

  const pump = () => {
    for (; !held && retry === undefined && underWay < window && next < accepted; next++) {
      const entry = entries.get(next);
      if (entry === undefined) continue;
      underWay++;
      void attempt(next, entry.item);
    }
  };

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        entries.set(accepted++, { item, resolve, reject });
        pump();
      }),
    size: () => entries.size,
    hold() {
      held = true;
      rewind();
    },
    release() {
      held = false;
      pump();
    },
    empty: () => (entries.size === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve))),
    abandon(error) {
      held = true;
      rewind();
      for (const entry of entries.values()) entry.reject(error);
      entries.clear();
      wakeIdle();
    },
  };
}
