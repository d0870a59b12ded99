const firstMs = 5000;
const longestMs = 600_000;

/**
 * How long to wait after the attempt `attempts` (from 1) has failed, in milliseconds: 5, 10, 20 s ... 10 min; longer
 * when the receiver asks for it, up to an hour.
 */
export function waitAfter(attempts: number, askedMs: number | null = null): number {
  const own = Math.min(longestMs, firstMs * 2 ** Math.min(attempts - 1, 20));
  return Math.max(own, Math.min(askedMs ?? 0, 3_600_000));
}

/** After this time a message is news to nobody, and those behind it wait. */
export const givenUpAfterMs = 72 * 3_600_000;
