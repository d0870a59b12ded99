/** A moment as the Meta Hub writes it into a sentence: `12:01 UTC on 2026-11-20`, or `2026-11-20T12:01:00.000Z`. */
const written = /(\d{2}:\d{2}) UTC on (\d{4}-\d{2}-\d{2})|(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)/g;

/** A text with its moments on the reader's clock, "13:01 on Nov 20, 2026"; `timeZone` is the reader's own unless given. */
export function inLocalTime(text: string, timeZone?: string): string {
  return text.replace(written, (_moment, time?: string, day?: string, iso?: string) => {
    const at = new Date(iso ?? `${day}T${time}:00Z`);
    const clock = at.toLocaleTimeString(undefined, { timeStyle: "short", hourCycle: "h23", timeZone });
    return `${clock} on ${at.toLocaleDateString(undefined, { dateStyle: "medium", timeZone })}`;
  });
}
