/** What waits for its turn, the best first. */
export type BestFirst<T> = { add(item: T): void; take(): T | undefined };

/** A binary heap: adding and taking cost the logarithm of how many wait. `isBefore` says which of two comes first. */
export function bestFirst<T>(isBefore: (a: T, b: T) => boolean): BestFirst<T> {
  const heap: T[] = [];

  /** Moves an item from a place up to where it belongs. */
  const rise = (item: T, from: number) => {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above] as T;
      if (!isBefore(item, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = item;
  };

  /** Moves an item from the top down to where it belongs. */
  const sink = (item: T) => {
    let at = 0;
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      const right = below + 1;
      if (right < heap.length && isBefore(heap[right] as T, heap[below] as T)) below = right;
      const child = heap[below] as T;
      if (!isBefore(child, item)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = item;
  };

  return {
    add: (item) => rise(item, heap.length),
    take() {
      const [first] = heap;
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) sink(last);
      return first;
    },
  };
}
