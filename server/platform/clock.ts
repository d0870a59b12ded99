/** Time as an argument, so that formulas are pure and tests choose it. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };
