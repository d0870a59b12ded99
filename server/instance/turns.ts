/** Lets one job run at a time; the others wait, in the order in which they came. */
export type Turns = { take<T>(job: () => Promise<T>): Promise<T> };

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(job) {
      const mine = last.then(job);
      // A job that fails is its own caller's affair: the next one runs all the same.
      last = mine.catch(() => {});
      return mine;
    },
  };
}
