/** Further ahead than this, a clock is not skewed but wrong. */
const maxAheadMs = 24 * 3600 * 1000;

/** Smaller differences are the way of the network. */
const skewNoticedMs = 60_000;

/** Every moment a payload names, found by type, one level deep and in `proof`. */
export function momentsIn(payload: object): Date[] {
  const moments: Date[] = [];
  for (const [key, value] of Object.entries(payload)) {
    if (value instanceof Date) moments.push(value);
    else if (key === "proof" && typeof value === "object" && value !== null) moments.push(...momentsIn(value));
  }
  return moments;
}

/** Why a moment cannot be believed, or null. Before 1970 there was nothing to observe. */
export function faultOfTime(moment: Date, receivedAt: Date): string | null {
  const at = moment.getTime();
  if (Number.isNaN(at) || at < 0) return "time before 1970";
  return at - receivedAt.getTime() > maxAheadMs ? "time more than 24 h in the future" : null;
}

/**
 * How far a sender's clock seems to be ahead (or, negative, behind), in whole seconds; null up to 60 s. Told from when
 * it says it sent; without that only a moment in the future gives a clock away, since an old one may simply be old.
 */
export function skewSeconds(sentAt: Date | null, moments: Date[], receivedAt: Date): number | null {
  const latest = moments.length === 0 ? 0 : Math.max(...moments.map((moment) => moment.getTime()));
  const difference = (sentAt?.getTime() ?? Math.max(latest, receivedAt.getTime())) - receivedAt.getTime();
  return Math.abs(difference) > skewNoticedMs ? Math.round(difference / 1000) : null;
}
