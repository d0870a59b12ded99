/**
 * When to beat next, spread so that many hubs that started together do not speak together. At first more often, 1, 2, 4 ...
 * seconds apart: nobody keeps a pulse, and the Meta Hub may have begun to listen just after the first one.
 *
 * @param beats how many there were since the start, or since the broker was reached again.
 * @param random uniform in 0..1. @returns a delay in milliseconds.
 */
export const beatDelayMs = (seconds: number, beats: number, random: number): number =>
  Math.min(seconds, 2 ** Math.max(0, beats - 1)) * 1000 * (0.9 + 0.2 * random);

/** Summaries: between 60 and 120 seconds. */
export const summaryDelayMs = (random: number): number => 60_000 * (1 + random);
