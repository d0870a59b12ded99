/** A token bucket: `burst` at once, then `perSecond`. */
export type Rate = { burst: number; perSecond: number };

/** Takes one token for `who`; false when there is none. `at` is in milliseconds. */
export type RateLimiter = {
  take(who: string, at: number): boolean;
  /** Gives a token back that was taken for nothing. */
  give(who: string, at: number): void;
};

/** More callers than this at once are told apart no longer: the oldest are forgotten. */
const maxBuckets = 10_000;

/** A limiter in memory; each hub counts for itself. */
export function createRateLimiter({ burst, perSecond }: Rate): RateLimiter {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const tokensOf = (who: string, at: number) => {
    const bucket = buckets.get(who);
    return bucket === undefined ? burst : Math.min(burst, bucket.tokens + ((at - bucket.at) / 1000) * perSecond);
  };
  return {
    give(who, at) {
      if (buckets.has(who)) buckets.set(who, { tokens: Math.min(burst, tokensOf(who, at) + 1), at });
    },
    take(who, at) {
      const tokens = tokensOf(who, at);
      // Deleted and set anew, so that the map is in order of use.
      buckets.delete(who);
      buckets.set(who, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
      if (buckets.size > maxBuckets)
        for (const oldest of buckets.keys()) {
          buckets.delete(oldest);
          break;
        }
      return tokens >= 1;
    },
  };
}
