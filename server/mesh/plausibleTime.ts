/** Further ahead than this, a clock is not skewed but wrong. */
const maxAheadMs = 24 * 3600 * 1000;

/** Smaller differences are the way of the network. */
const skewNoticedMs = 60_000;

/** Every moment a payload names, found by type, one level deep and in `proof`. */
export function momentsIn(payload: object, found: Date[] = []): Date[] {
  for (const value of Object.values(payload)) if (value instanceof Date) found.push(value);
  if ("proof" in payload && typeof payload.proof === "object" && payload.proof !== null)
    momentsIn(payload.proof, found);
  return found;
}

/** Why one of the moments cannot be believed, or null. Before 1970 there was nothing to observe. */
export function faultOfTimes(moments: Date[], receivedAt: Date): string | null {
  const latest = receivedAt.getTime() + maxAheadMs;
  for (const moment of moments) {
    const at = moment.getTime();
    if (Number.isNaN(at) || at < 0) return "time before 1970";
    if (at > latest) return "time more than 24 h in the future";
  }
  return null;
}

/**
 * How far a sender's clock seems to be ahead (or, negative, behind), in whole seconds; null up to 60 s. Told from when
 * it says it sent; without that only a moment in the future gives a clock away, since an old one may simply be old.
 */
export function skewSeconds(sentAt: Date | null, moments: Date[], receivedAt: Date): number | null {
  const here = receivedAt.getTime();
  let there = sentAt?.getTime() ?? here;
  if (sentAt === null) for (const moment of moments) there = Math.max(there, moment.getTime());
  return Math.abs(there - here) > skewNoticedMs ? Math.round((there - here) / 1000) : null;
}
