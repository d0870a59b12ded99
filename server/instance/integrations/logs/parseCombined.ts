import { hostOf, type LogEntry } from "./entry.ts";

const line =
  /^(?:(\S+) )?\S+ \S+ \S+ \[([^\]]{1,40})\] "((?:[^"\\]|\\.)*)" (\d{3}) \S+(?: "(?:[^"\\]|\\.)*" "((?:[^"\\]|\\.)*)")?(.*)$/;
const moment = /^(\d{1,2})\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d\d):?(\d\d)$/;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `21/Nov/2026:08:00:01 +0100` as a moment, null when it is none. */
export function parseLogTime(text: string): Date | null {
  const [, day, month, year, time, hours, minutes] = moment.exec(text) ?? [];
  const index = months.indexOf(month ?? "");
  if (day === undefined || index < 0) return null;
  const iso = `${year}-${String(index + 1).padStart(2, "0")}-${day.padStart(2, "0")}T${time}${hours}:${minutes}`;
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? null : at;
}

/**
 * One line in the combined format of Apache and nginx, or the common format, which ends before the referrer. The format
 * has no field for the upstream, so the host is taken from where gateways put it: in front (`vhost_combined`), in an
 * absolute request target, or in fields added at the end (`upstream=performia.internal:80`, `"performia.internal"`).
 * The referrer is no such place: it names where a reader came from. Null when the line is no log line.
 */
export function parseCombined(text: string): LogEntry | null {
  const match = line.exec(text);
  if (match === null) return null;
  const [, front, time = "", request = "", status, agent, added = ""] = match;
  const target = request.split(" ")[1] ?? "";
  const places = [front ?? "", /^[a-z]+:\/\//i.test(target) ? target : "", ...addedFields(added)];
  return {
    at: parseLogTime(time),
    hosts: places.flatMap((place) => (place === "" ? [] : (hostOf(place) ?? []))),
    agent: agent === undefined || agent === "-" ? null : agent,
    status: Number(status),
  };
}

function addedFields(text: string): string[] {
  return text
    .split(/[\s"',]+/)
    .map((field) => field.slice(field.indexOf("=") + 1))
    .filter((field) => field !== "" && field !== "-");
}
