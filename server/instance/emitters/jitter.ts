/**
 * When to do something next, spread so that many hubs that started together do not speak together.
 *
 * @param random uniform in 0..1. @returns a delay in milliseconds.
 */
export const beatDelayMs = (seconds: number, random: number): number => seconds * 1000 * (0.9 + 0.2 * random);

/** Summaries: between 60 and 120 seconds. */
export const summaryDelayMs = (random: number): number => 60_000 * (1 + random);
