/** The two ways in which history is kept: every window for a month, every hour for a year. */
export type Resolution = "raw" | "hour";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * What to read a span from, all times in milliseconds: hours, when it begins before what is kept raw or when the points
 * asked for are an hour apart or more; else every window.
 */
export function chooseResolution(
  { from, to, points }: { from: number; to: number; points: number },
  { now, rawDays }: { now: number; rawDays: number },
): Resolution {
  return from < now - rawDays * dayMs || (to - from) / points >= hourMs ? "hour" : "raw";
}
