const units: [seconds: number, word: string][] = [
  [86_400, "d"],
  [3600, "h"],
  [60, "min"],
  [1, "s"],
];

/** A length of time in its largest whole unit: "12 s", "4 min", "3 h", "9 d". Negative lengths count as none. */
export function lengthWords(seconds: number): string {
  const [size, word] = units.find(([size]) => seconds >= size) ?? [1, "s"];
  return `${Math.max(0, Math.floor(seconds / size))} ${word}`;
}

/** A number of days as every page writes it: whole days, or hours and minutes under one. */
export const daysWords = (days: number): string => lengthWords(days * 86_400);

/** How long ago a moment was: "12 s ago", "just now" under a second and for moments ahead of this clock; "never" for null. */
export function agoWords(moment: string | null, now: number): string {
  if (moment === null) return "never";
  const seconds = (now - Date.parse(moment)) / 1000;
  return seconds < 1 ? "just now" : `${lengthWords(seconds)} ago`;
}

/** A moment in the reader's own time zone, to the second, on a clock of 24 hours. */
export function momentWords(moment: string): string {
  return new Date(moment).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" });
}
