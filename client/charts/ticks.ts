/** Steps of an axis that counts: 1, 2, 5, 10 and so on, never a part of one. */
export const countSteps: number[] = Array.from({ length: 13 }, (_each, power) =>
  [1, 2, 5].map((n) => n * 10 ** power),
).flat();

/** A tick of the time axis: the hour, or the date where a day begins. `time` is in seconds since 1970. */
export function tickWords(time: number): string {
  const moment = new Date(time * 1000);
  const startsDay = moment.getHours() === 0 && moment.getMinutes() === 0;
  return startsDay
    ? moment.toLocaleDateString(undefined, { day: "numeric", month: "short" })
    : moment.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

const range = new Intl.DateTimeFormat(undefined, {
  ...{ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
});

/** Two moments in milliseconds since 1970, as one writes from when until when; the day only once where both share it. */
export const rangeWords = (from: number, to: number): string => range.formatRange(from, to);
