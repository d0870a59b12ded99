/** Runs jobs, at most `most` at a time, in the order in which they came. */
export type Limit = <T>(job: () => Promise<T>) => Promise<T>;

export function createLimit(most: number): Limit {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (job) => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go));
    else running++;
    try {
      return await job();
    } finally {
      // A place that is handed on stays taken.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
