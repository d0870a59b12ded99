import { describe, expect, test } from "bun:test";
import { createRateLimiter } from "./rateLimit.ts";

describe("rate limit", () => {
  test("a burst passes, the next is refused, and time gives back", () => {
    const limiter = createRateLimiter({ burst: 3, perSecond: 2 });
    expect([1, 2, 3, 4].map(() => limiter.take("a", 0))).toEqual([true, true, true, false]);
    expect(limiter.take("a", 499)).toBe(false);
    expect(limiter.take("a", 500)).toBe(true);
    expect(limiter.take("a", 500)).toBe(false);
  });

  test("waiting long gives no more than the burst", () => {
    const limiter = createRateLimiter({ burst: 2, perSecond: 1 });
    limiter.take("a", 0);
    const later = 3_600_000;
    expect([1, 2, 3].map(() => limiter.take("a", later))).toEqual([true, true, false]);
  });

  test("one caller does not use up another's", () => {
    const limiter = createRateLimiter({ burst: 1, perSecond: 0 });
    expect(limiter.take("a", 0)).toBe(true);
    expect(limiter.take("a", 0)).toBe(false);
    expect(limiter.take("b", 0)).toBe(true);
  });

  test("of very many callers the longest silent are forgotten, not the ones who keep asking", () => {
    const limiter = createRateLimiter({ burst: 2, perSecond: 0 });
    limiter.take("busy", 0);
    for (let caller = 0; caller < 9_999; caller++) limiter.take(`caller ${caller}`, 0);
    limiter.take("busy", 0);
    limiter.take("one more", 0);
    expect(limiter.take("busy", 0)).toBe(false);
    // Forgotten, it has its whole burst again.
    expect([1, 2].map(() => limiter.take("caller 0", 0))).toEqual([true, true]);
  });
});
