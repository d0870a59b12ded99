/** A moment in an alert's text: `12:01 UTC on 2026-11-20`. Whoever reads it may be in another time zone. */
export function sayMoment(at: Date): string {
  const text = at.toISOString();
  return `${text.slice(11, 16)} UTC on ${text.slice(0, 10)}`;
}
